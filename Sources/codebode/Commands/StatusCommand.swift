import ArgumentParser
import Foundation
import Glibc
import Jobs
import Logging

struct StatusCommand: AsyncParsableCommand {
    private static let pause = Duration.seconds(2)

    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show whether codes arrive in time, and where they are stuck.",
        discussion: """
            What is wrong stands first; then queues, workers, gateways and relays, and what the last minute brought. \
            Needs the configuration, the broker and the store that the workers have; where one of them is away it shows \
            what the other knows. It takes no message from any queue, not even to look at it.

            OLDEST is how old the oldest waiting job may be: RabbitMQ does not tell, but it was issued after the one \
            that was last taken. AGED is how old that one was when it was taken. A worker writes a note into the store \
            every 5 seconds; after 15 without one it is called silent, after an hour it is forgotten. UNACKED (in \
            workers' hands) needs `amqp.management`.

              codebode status                  how is it now?
              codebode status --watch          the same, every two seconds
              codebode status --json           for a program; with --watch a line each time

            Ends with 0 if it could see everything, well or not; 69 if not, and it says what it did not see; 78 with a \
            wrong configuration. What stands in the JSON: docs/schema/status.schema.json.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Look again every two seconds, until it is interrupted.")
    var watch = false

    func run() async throws {
        ProcessGuard.apply()
        let settings = try await common.settings()
        Log.bootstrap(LogSettings(level: .error, format: .text))
        var eye = try StatusEye(settings)
        var report = await eye.look()
        while show(report), watch {
            try await Task.sleep(for: Self.pause)
            report = await eye.look()
        }
        await eye.close()
        if !report.unknown.isEmpty { throw ExitCode(CommandFailure.Code.unavailable.rawValue) }
    }

    /// False if nobody reads any more.
    private func show(_ report: StatusReport) -> Bool {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        var text = common.json ? report.json : report.text(isColoured: isTerminal && Self.isColourWanted)
        if watch, !common.json {
            // From the top of an empty screen: what is shorter than before leaves nothing behind.
            text = isTerminal ? "\u{1B}[H\u{1B}[2J" + text : text + "\n"
        }
        return (try? FileHandle.standardOutput.write(contentsOf: Data("\(text)\n".utf8))) != nil
    }

    /// <https://no-color.org>
    private static var isColourWanted: Bool {
        let environment = ProcessInfo.processInfo.environment
        return environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    }
}
