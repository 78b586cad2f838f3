import Hummingbird
import NIOCore
import ServiceLifecycle

/// The inbox's events as server-sent events: `message`, `removed`, `cleared`, `faults`.
enum EventStream {
    /// One answer that goes on until the reader leaves or the sandbox stops.
    static func response(_ events: AsyncStream<InboxEvent>, faults: FaultPlan) -> Response {
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 500\n\n" + text(.faults(faults))))
            for await event in events.cancelOnGracefulShutdown() {
                try await writer.write(ByteBuffer(string: text(event)))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8"], body: body)
    }

    static func text(_ event: InboxEvent) throws -> String {
        switch event {
        case .added(let message): "event: message\ndata: \(try JSONText.of(message))\n\n"
        case .removed(let ids): "event: removed\ndata: \(try JSONText.of(ids))\n\n"
        case .cleared: "event: cleared\ndata: {}\n\n"
        case .faults(let plan): "event: faults\ndata: \(try JSONText.of(plan))\n\n"
        case .heartbeat: ": still here\n\n"
        }
    }
}
