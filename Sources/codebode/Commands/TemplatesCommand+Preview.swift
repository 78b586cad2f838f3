import ArgumentParser
import Jobs
import Logging
import Messages
import ServiceLifecycle
import UnixSignals
import Web

extension TemplatesCommand {
    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "A page that shows every text as its readers will see it, and changes when you save.",
            discussion: """
                Open the address that it prints, keep the page beside your editor, and change a file in the folder of \
                the texts. The page shows the SMS on a telephone with what it costs, the mail by day, in dark mode and \
                with its colours inverted, for short, usual and long values, and what the check finds. Nothing is \
                sent, and no link or image is fetched. Only this machine can reach it. Ctrl-C ends it.

                With --json: `url`, once it listens.
                """)

        @OptionGroup var common: CommonOptions

        @Option(help: "The port of the page; 0 takes a free one.")
        var port = 8_027

        func run() async throws {
            let settings = try await common.settings()
            Log.bootstrap(LogSettings(level: .notice, format: .text))
            let kit = PreviewKit(
                directory: settings.texts.templates, judge: settings.judge, linkHost: settings.texts.brand.domain,
                smsSender: settings.sms.route.sender, renderer: settings.renderer(of:))
            let logger = Logger(label: "preview")
            let preview = Web.Preview(port: port, kit: kit, now: { .wallClock }, logger: logger) { [common] port in
                let url = "http://127.0.0.1:\(port)/"
                print(common.json ? jsonObject(["url": url]) : "Open \(url) in a browser. Ctrl-C ends it.")
                flushStandardOutput()
            }
            let group = ServiceGroup(
                services: [preview], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
            do {
                try await group.run()
            } catch let error as ListenError {
                throw CommandFailure(.unavailable, error.description)
            }
        }
    }
}
