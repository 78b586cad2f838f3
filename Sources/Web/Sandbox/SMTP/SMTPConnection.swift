import FoundationEssentials
import NIOCore

/// One client of the stand-in mail server: moves octets between the socket and its session.
struct SMTPConnection: Sendable {
    typealias Wire = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    let wire: Wire
    let inbox: Inbox
    let idleTimeout: TimeAmount

    /// Returns when the client left, was sent away, or the sandbox stops.
    func serve() async throws {
        try await wire.executeThenClose { inbound, outbound in
            var lines = SMTPLineReader()
            var session = SMTPSession()
            try await send(.banner, to: outbound)
            var iterator = inbound.makeAsyncIterator()
            while let bytes = try await read(from: &iterator) {
                for line in lines.append(bytes.readableBytesView) {
                    guard try await take(session.receive(line), in: &session, to: outbound) else { return }
                }
            }
        }
    }

    /// False when the conversation is over.
    private func take(
        _ step: SMTPSession.Step, in session: inout SMTPSession, to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Bool {
        switch step {
        case .listen:
            return true
        case .reply(let reply):
            try await send(reply, to: outbound)
            return true
        case .hangUp(let reply):
            try await send(reply, to: outbound)
            return false
        case .ask(let question):
            let verdict = await inbox.judge { $0.judge(mail: question.stage, recipients: question.recipients) }
            let id = await keep(question, verdict.answer)
            try await Task.sleep(for: .milliseconds(verdict.delayMilliseconds))
            guard let reply = session.settle(question, verdict.answer, id: id) else { return false }
            try await send(reply, to: outbound)
            return true
        }
    }

    /// Before the answer goes out: a client that stops waiting has still sent its mail.
    private func keep(_ question: SMTPSession.Question, _ answer: Verdict.Answer) async -> String? {
        guard case .end(let envelope) = question, answer == .accept || answer == .drop else { return nil }
        let message = InboxMessage(envelope, dropped: answer == .drop, at: .now)
        await inbox.add(message)
        return message.id
    }

    private func send(_ reply: SMTPReply, to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>) async throws {
        try await outbound.write(ByteBuffer(string: reply.wire))
    }

    private func read(
        from iterator: inout NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    ) async throws -> ByteBuffer? {
        let channel = wire.channel
        let idle = channel.eventLoop.scheduleTask(in: idleTimeout) {
            channel.writeAndFlush(ByteBuffer(string: SMTPReply.idle.wire)).whenComplete { _ in
                channel.close(promise: nil)
            }
        }
        defer { idle.cancel() }
        return try await iterator.next()
    }
}
