import HTTPTypes
import Hummingbird
import Jobs
import Messages
import NIOCore
import ServiceLifecycle

/// What the preview answers over HTTP.
struct PreviewRoutes: Sendable {
    /// Of a mail: nothing is fetched, nothing runs, and its own styles hold.
    private static let mailPolicy =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

    let desk: PreviewDesk
    let kit: PreviewKit
    let now: @Sendable () -> Timestamp

    func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.add(middleware: SandboxGate(names: HostNames([])))
        router.get("/") { _, _ in Response.plain(PreviewPage.html, type: "text/html; charset=utf-8") }
        router.get("preview.css") { _, _ in Response.plain(PreviewStyle.css, type: "text/css; charset=utf-8") }
        router.get("preview.js") { _, _ in Response.plain(PreviewScript.js, type: "text/javascript; charset=utf-8") }
        router.get("state") { _, _ in try Response.json(PreviewState(await desk.state)) }
        router.get("events") { _, _ in await events() }
        router.get("messages/:message/:language/:sample") { _, context in
            let choice = try choice(context)
            return try Response.json(PreviewMessage(choice, try await renderer(), kit, now: now()))
        }
        router.get("mail/:message/:language/:sample") { _, context in
            var response = Response.plain(try await mail(context).shownHTML, type: "text/html; charset=utf-8")
            response.headers[.contentSecurityPolicy] = Self.mailPolicy
            return response
        }
        router.get("eml/:message/:language/:sample") { _, context in
            let bytes = try await mail(context).message(date: now())
            let name = try choice(context).message.rawValue
            return Response(
                status: .ok,
                headers: [
                    .contentType: "message/rfc822", .contentLength: "\(bytes.count)",
                    .contentDisposition: "attachment; filename=\"\(name).eml\"",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        }
        return router
    }

    private func choice(_ context: SandboxContext) throws(Problem) -> PreviewChoice {
        let values = context.parameters
        guard
            let choice = PreviewChoice(
                message: values["message"], language: values["language"], sample: values["sample"])
        else { throw Problem.notFound }
        return choice
    }

    private func renderer() async throws(Problem) -> Renderer {
        guard let renderer = await desk.state.renderer else { throw Problem.notFound }
        return renderer
    }

    private func mail(_ context: SandboxContext) async throws -> MailText {
        let choice = try choice(context)
        guard choice.message.channels.contains(.email) else { throw Problem.notFound }
        let now = now()
        return try await renderer().mail(for: choice.job(kit, now: now), at: now)
    }

    private func events() async -> Response {
        let versions = await desk.listen()
        let first = await desk.state.version
        let body = ResponseBody { writer in
            try await writer.write(ByteBuffer(string: "retry: 500\n\nevent: version\ndata: \(first)\n\n"))
            for await version in versions.cancelOnGracefulShutdown() {
                let text = version.map { "event: version\ndata: \($0)\n\n" } ?? ": still here\n\n"
                try await writer.write(ByteBuffer(string: text))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8"], body: body)
    }
}
