import AMQP
import ArgumentParser
import Logging

struct TopologyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topology",
        abstract: "The exchanges and queues that Codebode needs in RabbitMQ.",
        subcommands: [Declare.self, Print.self])

    struct Declare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make what is missing in the broker.",
            discussion: """
                Needs a user who may configure `codebode.*`; workers need not. What exists with other arguments is \
                left as it is, and named.
                """)

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let settings = try await common.settings()
            Log.bootstrap(LogSettings(level: .error, format: .text))
            let connection = try await BrokerConnection.open(settings.amqp, name: "topology")
            do {
                let topology = CodebodeTopology.all
                let missing = try await topology.missing(on: connection)
                try await topology.declare(on: connection)
                await connection.close()
                report(missing)
            } catch {
                throw CommandFailure(.unavailable, "the broker refused: \(error)")
            }
        }

        private func report(_ made: [String]) {
            if common.json {
                print(jsonObject(["made": made]))
            } else if made.isEmpty {
                print("Nothing to do: all exchanges and queues are there.")
            } else {
                print(made.map { "made \($0)" }.joined(separator: "\n"))
            }
        }
    }

    struct Print: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print them as a definitions file, which RabbitMQ can import when it starts.")

        func run() {
            print(CodebodeTopology.all.definitions())
        }
    }
}
