import Foundation
import Logging
import Metrics
import ServiceLifecycle
import Testing

@testable import Web

@Suite("What a worker shows of itself")
struct HealthRoutesTests {
    private struct Desk: HealthDesk {
        let found: [Obstacle]
        let looks: Counter

        func obstacles() async -> [Obstacle] { found }
        func measure() { looks.increment() }
    }

    private func run(_ obstacles: [Obstacle], _ script: String) async throws -> Int32 {
        let registry = MetricRegistry([.init("t_looks_total", .counter, [], "Looks.")]) { _ in }
        let desk = Desk(found: obstacles, looks: Counter(label: "t_looks_total", factory: registry))
        let (ready, bound) = AsyncStream.makeStream(of: Int.self)
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        let server = WebServer(
            host: "127.0.0.1", port: 0, health: HealthRoutes(desk: desk, registry: registry), logger: logger
        ) { bound.yield($0) }
        let services = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await services.run() }
            let port = try #require(await ready.first { _ in true })
            let client = try LiveClient(script, ["\(port)"])
            let status = await client.end()
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return status
        }
    }

    @Test("alive, ready, and what is measured as it is at the moment of the look")
    func well() async throws {
        let status = try await run(
            [],
            #"""
            assert call("GET", "/healthz")[:2] == (200, {"status": "alive"})
            assert call("GET", "/readyz")[:2] == (200, {"status": "ready"})
            for looks in 1, 2:
                status, text, headers = call("GET", "/metrics")
                page = f"# HELP t_looks_total Looks.\n# TYPE t_looks_total counter\nt_looks_total {looks}\n"
                assert (status, text) == (200, page), text
                assert headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8", headers
            assert call("GET", "/receipts/acme")[0] == 404
            assert call("POST", "/metrics", b"")[0] in [404, 405]
            """#)
        #expect(status == 0)
    }

    @Test("not ready is 503 with every reason, and still alive")
    func unwell() async throws {
        let status = try await run(
            [Obstacle(.broker, "gone \"away\""), Obstacle(.store, "full")],
            #"""
            assert call("GET", "/healthz")[0] == 200
            answer = call("GET", "/readyz")[:2]
            assert answer == (503, {"status": "not_ready", "broker": "gone \"away\"", "store": "full"}), answer
            """#)
        #expect(status == 0)
    }
}
