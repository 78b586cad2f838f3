import CRabbitMQ
import Glibc

/// One login at one broker; the only type that sees librabbitmq's connection.
///
/// 1. Not for two threads: librabbitmq has no locks. The owner is an actor on a thread of its own.
/// 2. After an error with `isBroken`, nothing may be called any more; releasing the session is what is left.
/// 3. One channel for messages at a time. Questions that may fail go over a second one, so that their failure does not
///    close the first.
final class Session {
    let state: amqp_connection_state_t
    let arena = Arena()
    /// Our own duplicate of the socket: librabbitmq closes its own number at some errors, and it may be given to
    /// another socket before we know.
    private(set) var descriptor: Int32 = -1
    /// Changes when the channel is renewed, so that frames of the old one can be told apart.
    var channel: amqp_channel_t = 1
    private(set) var isBroken = false

    /// Connects and logs in; blocks for twice the connect timeout at most, and for name resolution.
    init(to endpoint: Endpoint, options: ConnectionOptions) throws(AMQPError) {
        guard let state = amqp_new_connection() else { throw .system("no memory for a connection") }
        self.state = state
        try openSocket(to: endpoint, options: options)
        descriptor = fcntl(amqp_get_sockfd(state), F_DUPFD_CLOEXEC, 0)
        guard descriptor >= 0 else { throw .system("fcntl: \(String(cString: strerror(errno)))") }
        // What we wrote and nobody took for two heartbeats is lost; the kernel itself would wait for 15 minutes.
        codebode_set_user_timeout(descriptor, UInt32(clamping: options.heartbeat.wholeSeconds * 2_000))
        try logIn(to: endpoint, options: options)
        try openChannel()
    }

    /// Over a socket on which the login is done, and which is the session's from here on: what a broker says can then be
    /// played to it byte by byte.
    init(over socket: Int32) throws(AMQPError) {
        guard let state = amqp_new_connection() else { throw .system("no memory for a connection") }
        self.state = state
        guard let place = amqp_tcp_socket_new(state) else { throw .system("no memory for a socket") }
        amqp_tcp_socket_set_sockfd(place, socket)
    }

    deinit {
        amqp_destroy_connection(state)
        if descriptor >= 0 { close(descriptor) }
    }

    /// As agreed with the broker, which may have asked for less.
    var heartbeat: Duration { .seconds(max(1, Int(amqp_get_heartbeat(state)))) }

    /// Says good-bye; waits for the answer, for the RPC timeout at most.
    func logOut() {
        guard !isBroken else { return }
        _ = amqp_connection_close(state, AMQP_REPLY_SUCCESS)
        isBroken = true
    }
}

extension Session {
    private func openSocket(to endpoint: Endpoint, options: ConnectionOptions) throws(AMQPError) {
        let socket =
            endpoint.usesTLS ? try makeTLSSocket(files: options.tls) : amqp_tcp_socket_new(state)
        guard let socket else { throw .system("no memory for a socket") }
        let timeout = options.connectTimeout.wholeMilliseconds
        try check(codebode_connect(socket, endpoint.host, Int32(endpoint.port), timeout))
        try check(codebode_set_timeouts(state, timeout, options.rpcTimeout.wholeMilliseconds))
    }

    private func logIn(to endpoint: Endpoint, options: ConnectionOptions) throws(AMQPError) {
        defer { arena.recycle() }
        // Without `consumer_cancel_notify` a deleted queue looks like an idle one for ever.
        var properties = arena.table([
            "product": "codebode",
            "connection_name": .string(options.name),
            "capabilities": .table([
                "consumer_cancel_notify": true,
                "connection.blocked": true,
                "publisher_confirms": true,
                "basic.nack": true,
            ]),
        ])
        let frameMax: Int32 = 131_072  // RabbitMQ's own default; from 4.1 on 8,192 is the least
        let reply = codebode_login(
            state, endpoint.vhost, frameMax, Int32(options.heartbeat.wholeSeconds), &properties,
            endpoint.credentials.user, endpoint.credentials.password
        )
        try check(reply, on: 0)
    }

    func openChannel() throws(AMQPError) {
        try answer(amqp_channel_open(state, channel), on: channel)
        try answer(amqp_confirm_select(state, channel), on: channel)
    }

    /// A new channel in place of the old one: its confirms are numbered from 1 again.
    func renewChannel() throws(AMQPError) {
        try check(amqp_channel_close(state, channel, AMQP_REPLY_SUCCESS), on: channel)
        channel = channel == 1 ? 2 : 1
        try openChannel()
    }

    /// Runs questions on a channel of their own; a refusal closes only that one.
    func onSpareChannel<Answer>(
        _ work: (amqp_channel_t) throws(AMQPError) -> Answer
    ) throws(AMQPError) -> Answer {
        let spare: amqp_channel_t = 3
        try answer(amqp_channel_open(state, spare), on: spare)
        let result = try work(spare)
        try check(amqp_channel_close(state, spare, AMQP_REPLY_SUCCESS), on: spare)
        return result
    }
}

// MARK: - Answers

extension Session {
    func check(_ status: Int32) throws(AMQPError) {
        guard status != AMQP_STATUS_OK.rawValue else { return }
        isBroken = true
        throw .library(code: status, text: String(cString: amqp_error_string2(status)))
    }

    func check(_ reply: amqp_rpc_reply_t, on channel: amqp_channel_t) throws(AMQPError) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_SERVER_EXCEPTION: throw closed(by: reply.reply, on: channel)
        case AMQP_RESPONSE_LIBRARY_EXCEPTION: try check(reply.library_error)
        default: try check(AMQP_STATUS_UNEXPECTED_STATE.rawValue)
        }
    }

    /// The answer to a question, valid until the next frame is read.
    @discardableResult
    func answer<Answer>(
        _ answer: UnsafeMutablePointer<Answer>?, on channel: amqp_channel_t
    ) throws(AMQPError) -> Answer {
        if let answer { return answer.pointee }
        try check(amqp_get_rpc_reply(state), on: channel)
        isBroken = true
        throw .protocolViolation("no answer")
    }

    /// Reads why the broker closed the channel or the connection, and agrees.
    func closed(by method: amqp_method_t, on channel: amqp_channel_t) -> AMQPError {
        switch (method.id, method.decoded) {
        case (AMQP_CHANNEL_CLOSE_METHOD, let decoded?):
            let close = decoded.load(as: amqp_channel_close_t.self)
            let error = AMQPError.broker(code: close.reply_code, text: String(copying: close.reply_text))
            var agreed = amqp_channel_close_ok_t()
            let status = amqp_send_method(state, channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &agreed)
            isBroken = isBroken || status != AMQP_STATUS_OK.rawValue
            return error
        case (AMQP_CONNECTION_CLOSE_METHOD, let decoded?):
            let close = decoded.load(as: amqp_connection_close_t.self)
            let error = AMQPError.broker(code: close.reply_code, text: String(copying: close.reply_text))
            var agreed = amqp_connection_close_ok_t()
            amqp_send_method(state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &agreed)
            isBroken = true
            return error
        default:
            isBroken = true
            return .protocolViolation("unexpected answer \(method.id)")
        }
    }
}

extension Duration {
    fileprivate var wholeSeconds: Int { Int(max(1, min(components.seconds, 65_535))) }

    fileprivate var wholeMilliseconds: UInt32 { UInt32(max(1, min(self / .milliseconds(1), 3_600_000))) }
}
