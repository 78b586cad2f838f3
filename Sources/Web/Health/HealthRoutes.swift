import HTTPTypes
package import Hummingbird
import Jobs

/// What the world may know of a worker: `/healthz`, `/readyz` and `/metrics`. Nothing of them is secret, and nothing of
/// them is meant for the internet.
package struct HealthRoutes: Sendable {
    private let desk: any HealthDesk
    private let registry: MetricRegistry

    package init(desk: any HealthDesk, registry: MetricRegistry) {
        self.desk = desk
        self.registry = registry
    }

    package func add<Context: RequestContext>(to router: Router<Context>) {
        router.get("healthz") { _, _ in answer(.ok) { $0.string("status", "alive") } }
        router.get("readyz") { _, _ in
            let obstacles = await desk.obstacles()
            return answer(obstacles.isEmpty ? .ok : .serviceUnavailable) { json in
                json.string("status", obstacles.isEmpty ? "ready" : "not_ready")
                for obstacle in obstacles { json.string(obstacle.part.rawValue, obstacle.reason) }
            }
        }
        router.get("metrics") { _, _ in
            desk.measure()
            return Response.plain(registry.page, type: MetricPage.contentType)
        }
    }

    private func answer(_ status: HTTPResponse.Status, _ write: (inout JSONWriter) -> Void) -> Response {
        var json = JSONWriter()
        json.object(write)
        return .plain(String(decoding: json.bytes, as: UTF8.self), type: "application/json", status: status)
    }
}
