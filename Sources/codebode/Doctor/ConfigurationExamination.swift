import Cryptography
import Logging
import Messages

/// What the configuration says by itself.
enum ConfigurationExamination {
    /// What `config check` reads, but for the texts.
    @Sendable static func settings(_ settings: Settings) async -> [Observation] {
        do throws(CommandFailure) {
            _ = try BrokerConnection.options(settings.amqp, name: "doctor")
            try StoreDoor.check(settings.store)
            _ = try Outlets(settings, logger: Logger(label: "codebode"))
            return [.well("every key can be used")]
        } catch {
            return [.error(error.message, "Mend it; codebode config check shows what is in force.")]
        }
    }

    @Sendable static func seals(_ settings: Settings) async -> [Observation] {
        let ids = settings.seal.ring.keys.map(\.id)
        if ids.isEmpty {
            return [
                .advice(
                    "no key: jobs wait in RabbitMQ in clear, codes and numbers with them",
                    "Make a key (codebode seal keygen), and let the backend seal with it: docs/sealed.md.")
            ]
        }
        guard settings.seal.isRequired else {
            return [
                .advice(
                    "keys \(ids.joined(separator: ", ")); jobs in clear are taken, too",
                    "Set seal.required: true once every publisher seals.")
            ]
        }
        return [.well("keys \(ids.joined(separator: ", ")); jobs in clear are refused")]
    }

    /// What `templates check` finds, in numbers.
    @Sendable static func templates(_ settings: Settings) async -> [Observation] {
        let verdict = settings.judge.verdict(on: settings.texts.templates)
        let folder = settings.texts.templates
        let remedy = "codebode templates check says where, and what to write instead."
        if verdict.errors > 0 {
            return [.error("\(folder): errors: \(verdict.errors); no worker starts with these texts", remedy)]
        }
        if verdict.warnings > 0 { return [.warning("\(folder): warnings: \(verdict.warnings)", remedy)] }
        return [.well("\(folder): \(verdict.messages) messages, \(verdict.languages) languages")]
    }
}
