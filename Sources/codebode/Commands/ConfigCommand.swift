import AMQP
import Admission
import ArgumentParser
import Cryptography
import Foundation
import Jobs
import Logging
import Messages
import Web
import Worker

struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Look at the configuration.", subcommands: [Check.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check the configuration, the gateways and the texts, and show what is in force.",
            discussion: """
                Reads everything that `work` reads, connects to nothing, and shows no secret.

                With --gateway it shows instead the exact request that this gateway would get for a sample message, to \
                be held against the vendor's manual. It works for every file in `gateways/` beside the configuration \
                file, whether `sms.gateways` names it or not, and without the gateway's credentials: a secret is \
                always shown as •••, and below the request stands what is still to be given.

                  codebode config check                        is the configuration in order?
                  codebode config check --gateway twilio       what would Twilio get?
                """)

        @OptionGroup var common: CommonOptions

        @Option(help: "Show the request that this gateway would get: the name of a file, without .yaml.")
        var gateway: String?

        func validate() throws {
            guard let gateway, !SMSSettings.Gateway.isName(gateway) else { return }
            throw ValidationError("--gateway takes the name of a file in gateways/, without .yaml: a-z, 0-9, - and _")
        }

        func run() async throws {
            if let gateway { try showRequest(to: gateway) } else { try await showSettings() }
        }

        private func showRequest(to gateway: String) throws {
            do {
                let sample = try GatewaySample(of: gateway, config: common.config)
                print(common.json ? jsonObject(sample.json) : sample.text)
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw CommandFailure(.configuration, "\(error)")
            }
        }

        private func showSettings() async throws {
            let settings = try await common.settings()
            _ = try BrokerConnection.options(settings.amqp, name: "check")
            try StoreDoor.check(settings.store)
            _ = try Assembly(settings).renderer()
            let routes = try Outlets(settings, logger: Logger(label: "codebode")).routes
            let facts = Self.facts(settings, relays: routes.mail.map(\.name))
            if common.json {
                print(jsonObject(["settings": Dictionary(uniqueKeysWithValues: facts), "valid": true]))
            } else {
                let width = facts.map(\.0.count).max() ?? 0
                for (key, value) in facts {
                    print(key.padding(toLength: width + 2, withPad: " ", startingAt: 0) + value)
                }
                print("The configuration is in order.")
            }
        }

        static func facts(_ settings: Settings, relays: [String]) -> [(String, String)] {
            let broker =
                [("amqp.url", "•••")] + settings.amqp.tls.facts(of: "amqp") + [
                    ("amqp.plaintext", "\(settings.amqp.allowsPlaintext)"),
                    ("amqp.management", settings.amqp.management?.description ?? "none: `status` shows no UNACKED"),
                ]
            let store = [("store.url", settings.store.description)] + settings.store.tls.facts(of: "store")
            let basics = [
                ("store.hash_key", settings.store.hashKey == nil ? "beside the database" : "•••"),
                ("worker.queues", settings.worker.kinds.map(\.rawValue).joined(separator: ", ")),
                ("worker.concurrency", "\(settings.worker.concurrency)"),
                ("policy.min_remaining", settings.rules.life.minimumRemaining.setting),
                ("policy.clock_skew", settings.rules.life.clockSkew.setting),
            ]
            let ids = settings.seal.ring.keys.map(\.id)
            let seals = [
                ("seal.keys", ids.isEmpty ? "none: no sealed job can be opened" : ids.joined(separator: ", ")),
                ("seal.required", "\(settings.seal.isRequired)"),
                ("totp.drift", settings.rules.life.totpDrift.setting),
            ]
            let lifetimes = LifetimeClass.allCases.map { lifetime in
                (
                    "policy.max_lifetime.\(lifetime.rawValue)",
                    (settings.rules.life.maximumLifetime[lifetime] ?? .zero).setting
                )
            }
            let fallback = [("policy.fallback", "\(settings.rules.fallback)")]
            let unknowns = JobKind.allCases.map { kind in
                ("policy.on_unknown.\(kind.rawValue)", settings.rules.onUnknown(kind).rawValue)
            }
            let ways = [
                ("sms.gateways", settings.sms.route.gateways.joined(separator: ", ")),
                ("sms.sender", settings.sms.route.sender),
                ("sms.regions", settings.destinations.regions.sorted().joined(separator: ", ")),
                ("mail.relays", relays.joined(separator: ", ")),
                ("mail.from", settings.mail.sender.address.text),
                ("mail.connections", "\(settings.mail.connections)"),
                ("mail.dkim.domain", settings.mail.signer?.domain ?? "none"),
                ("mail.dkim.selector", settings.mail.signer?.selector ?? "none"),
                ("mail.dkim.key", settings.mail.signer?.algorithm.rawValue ?? "none"),
                ("links.hosts", settings.destinations.linkHosts.map(\.text).sorted().joined(separator: ", ")),
                ("templates.path", settings.texts.templates),
                ("brand.name", settings.texts.brand.name),
                ("brand.domain", settings.texts.brand.domain.text),
                ("brand.support_phone", settings.texts.brand.supportPhone ?? "none"),
                ("brand.colour", settings.texts.brand.colour.hex),
                ("brand.colour_dark", settings.texts.brand.darkColour.hex),
                ("brand.logo", settings.texts.brand.logo == nil ? "none: the name is shown" : "an image"),
                ("probe.phone", settings.probe.phone?.mask ?? "none"),
                ("probe.email", settings.probe.email?.mask ?? "none"),
                ("probe.interval", settings.probe.schedule.interval.setting),
                ("web.listen", settings.web.address),
                ("web.public_url", settings.web.publicURL?.text ?? "none: no receipts are taken"),
                ("log.level", settings.log.level.rawValue),
                ("log.format", settings.log.format.rawValue),
            ]
            let regions = settings.sms.routeByRegion.sorted { $0.key < $1.key }.map { region, route in
                ("sms.by_region.\(region)", "\(route.gateways.joined(separator: ", ")) as \(route.sender)")
            }
            return broker + store + basics + lifetimes + unknowns + fallback + seals + settings.rules.facts + ways
                + regions
        }
    }
}
