import Gateways
import Glibc
import Jobs
import Logging
import TestSupport
import Testing
import Web

@testable import codebode

@Suite("What a worker shows, on a port that another worker has", .timeLimit(.minutes(1)))
struct WebServiceTests {
    @Test("who waits for the port says so once, and leaves at once when it is told to")
    func cancelled() async throws {
        let (holder, port) = Port.listen()
        defer { close(holder) }
        let (said, feed) = AsyncStream.makeStream(of: String.self)
        let logger = Logger(label: "test") { _ in Herald { feed.yield($0) } }
        let routes = ReceiptRoutes(
            reader: { _ in nil }, publicURL: try #require(PublicURL("https://caren.example")), desk: Nobody(),
            now: { noon }, logger: logger)
        let server = WebServer(host: "127.0.0.1", port: Int(port), receipts: routes, logger: logger)
        let service = Task { try await WebService(server: server, logger: logger).run() }
        _ = await said.first { $0.hasPrefix("another has web.listen") }
        service.cancel()
        _ = await service.result
        feed.finish()
        #expect(!(await said.contains { $0.hasPrefix("another has web.listen") }))
    }
}

private struct Nobody: ReceiptDesk {
    func take(_ reports: [DeliveryReport], of gateway: String) {}
}

/// Tells the test what is logged.
private struct Herald: LogHandler {
    let tell: @Sendable (String) -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    init(_ tell: @escaping @Sendable (String) -> Void) {
        self.tell = tell
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        tell("\(event.message)")
    }
}
