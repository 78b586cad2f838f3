import ArgumentParser
import Foundation

/// The root command; each subcommand is a file in `Commands/`.
struct Codebode: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "codebode",
        abstract: "Delivers login codes and security notices from RabbitMQ by SMS and e-mail.",
        discussion: """
            Try it without a phone or a mail server:
              codebode sandbox              a stand-in gateway and mail server with an inbox to look at
              codebode topology declare     make the exchanges and queues
              codebode work                 take jobs and deliver them
              codebode send JOB.json --wait publish a job and see what became of it

            When you set it up, or something is wrong:
              codebode doctor               look at everything, from the configuration to the gateways

            When you write the texts:
              codebode templates check      what is wrong with them, and how to mend it
              codebode templates render     see one as it would go out
              codebode templates preview    see all of them in a page that follows what you save

            When you are on call:
              codebode status               do codes arrive in time, and where are they stuck?

            When somebody gets no code:
              codebode limits show          how much room each limit has left, or why a job was refused

            When messages were set aside that nobody could use:
              codebode dead list            what they are, with secrets masked; replay and purge do something about it

            So that nobody on the way can read a job:
              codebode seal keygen          make a key to seal jobs with

            Exit codes: 0 well, 64 wrong usage, 65 bad input, 69 a service is not there, 70 a fault in codebode, \
            78 wrong configuration.
            """,
        // The parser answers --version itself, before it looks at other options.
        version: CommandLine.arguments.contains("--json") ? Version.json : Version.text,
        subcommands: [
            WorkCommand.self, SendCommand.self, SandboxCommand.self, TopologyCommand.self, ConfigCommand.self,
            StatusCommand.self, DoctorCommand.self, LimitsCommand.self, SealCommand.self, TemplatesCommand.self,
            DeadCommand.self,
        ])
}

@main
enum Main {
    static func main() async {
        do {
            var command = try await Codebode.asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            try? FileHandle.standardError.write(contentsOf: Data("codebode: \(failure.message)\n".utf8))
            Codebode.exit(withError: ExitCode(failure.code.rawValue))
        } catch {
            let code = Codebode.exitCode(for: error)
            // Those who type addresses are promised that none is shown again.
            if code == .validationFailure, CommandLine.arguments.contains("limits") {
                let message = UsageMessage.masked(Codebode.fullMessage(for: error))
                try? FileHandle.standardError.write(contentsOf: Data("\(message)\n".utf8))
                Codebode.exit(withError: code)
            }
            Codebode.exit(withError: error)
        }
    }
}
