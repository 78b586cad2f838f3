import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle

/// What the sandbox answers over HTTP.
struct SandboxRoutes: Sendable {
    static let bodyLimit = 64 << 10

    let inbox: Inbox
    let names: HostNames

    func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.add(middleware: SandboxGate(names: names))
        router.get("healthz") { _, _ in Response.plain("ok\n", type: "text/plain; charset=utf-8") }
        router.get("/") { _, _ in Response.plain(InboxPage.html, type: "text/html; charset=utf-8") }
        router.get("inbox.css") { _, _ in Response.plain(InboxStyle.css, type: "text/css; charset=utf-8") }
        router.get("inbox.js") { _, _ in Response.plain(InboxScript.js, type: "text/javascript; charset=utf-8") }
        router.get("events") { _, _ in
            EventStream.response(await inbox.listen(), faults: await inbox.faults)
        }
        router.post("sms/messages", use: takeSMS)
        addMessages(to: router)
        addFaults(to: router)
        return router
    }

    // MARK: Gateway

    private func takeSMS(_ request: Request, _ context: SandboxContext) async throws -> Response {
        guard let words = request.headers[.authorization]?.split(separator: " "), words.count == 2,
            words[0].lowercased() == "bearer"
        else { throw Problem.unauthorized }
        let sms = try StrictJSON.decode(SMSRequest.self, from: try await body(of: request))
        let verdict = await inbox.judge { $0.judge(sms: sms.to) }
        let message = InboxMessage(sms, dropped: verdict.answer == .drop, at: .now)
        // Before the answer goes out: a client that stops waiting has still sent its message.
        if verdict.answer == .accept || verdict.answer == .drop {
            await inbox.add(message)
        }
        try await cancelWhenGracefulShutdown {
            try await Task.sleep(for: .milliseconds(verdict.delayMilliseconds))
        }
        switch verdict.answer {
        case .accept:
            return try .json(SMSReceipt(id: message.id, segments: message.segments ?? 1), status: .accepted)
        case .refuseRecipient:
            throw Problem.invalidRecipient
        case .status(let status):
            throw Problem.simulated(status)
        case .drop:
            try await context.channel.close()
            return Response(status: .accepted)
        }
    }

    private func body(of request: Request) async throws -> Data {
        do {
            return Data(try await request.body.collect(upTo: Self.bodyLimit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem.tooLarge
        }
    }

    // MARK: Messages

    private func addMessages(to router: Router<SandboxContext>) {
        router.get("messages") { request, _ in
            try Response.json(MessageList(messages: try await self.messages(for: request)))
        }
        router.delete("messages") { _, _ in
            await inbox.clear()
            return Response(status: .noContent)
        }
        router.get("messages/:id") { request, context in
            try Response.json(try await message(request, context))
        }
        router.get("messages/:id/html") { request, context in
            guard let html = try await message(request, context).html else { throw Problem.notFound }
            var response = Response.plain(html, type: "text/html; charset=utf-8")
            response.headers[.contentSecurityPolicy] =
                "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
            return response
        }
        router.get("messages/:id/raw") { request, context in
            let message = try await message(request, context)
            guard let raw = message.raw else { throw Problem.notFound }
            return Response(
                status: .ok,
                headers: [
                    .contentType: "message/rfc822", .contentLength: "\(raw.count)",
                    .contentDisposition: "attachment; filename=\"\(message.id).eml\"",
                ],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: raw)))
        }
    }

    /// `latest` names the newest one that the filters let through.
    private func message(_ request: Request, _ context: SandboxContext) async throws -> InboxMessage {
        let id = context.parameters.get("id") ?? "latest"
        let found = id == "latest" ? try await messages(for: request).first : await inbox.message(id: id)
        guard let found else { throw Problem.notFound }
        return found
    }

    private func messages(for request: Request) async throws -> [InboxMessage] {
        let query = request.uri.queryParameters
        let kind = query["kind"].map { InboxMessage.Kind(rawValue: String($0)) }
        guard kind != .some(nil) else {
            throw BodyError.invalid(field: "kind", rule: "is sms or email")
        }
        return await inbox.messages(to: query["to"].map(String.init), kind: kind ?? nil)
    }

    // MARK: Faults

    private func addFaults(to router: Router<SandboxContext>) {
        router.get("faults") { _, _ in try Response.json(await inbox.faults) }
        router.put("faults") { request, _ in
            let plan = try StrictJSON.decode(FaultPlan.self, from: try await body(of: request))
            await inbox.plan(plan)
            return try Response.json(plan)
        }
        router.delete("faults") { _, _ in
            await inbox.plan(FaultPlan())
            return Response(status: .noContent)
        }
    }
}

private struct MessageList: Encodable {
    let messages: [InboxMessage]
}

private struct SMSReceipt: Encodable {
    let id: String
    let status = "accepted"
    let segments: Int
}
