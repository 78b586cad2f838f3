package import EventLoop

/// One connection to Redis on a thread of its own, which comes back by itself when it is lost.
///
/// 1. Sends commands in the order in which they came; those of one turn of the loop go out in one write.
/// 2. Answers each one within the time-out, and says of a failed one whether it may have been executed.
/// 3. Sends nothing twice, unless the server's answer says that nothing was executed.
/// 4. Follows a cluster to the node that has the keys. It holds one connection, so the keys of one user of it should
///    share a hash slot.
/// 5. Ends a connection that a command waited on in vain: a late reply must not be taken for another one's.
///
/// Commands ignore cancellation: what was begun is known to have ended.
package actor RedisConnection {
    /// What the connection is busy with.
    enum Phase {
        case pausing(until: ContinuousClock.Instant)
        case lookingUp
        case connecting(until: ContinuousClock.Instant)
        /// Shakes hands by TLS.
        case securing(until: ContinuousClock.Instant)
        /// Logs in, and asks the server what it is.
        case greeting
        case standing(since: ContinuousClock.Instant)
        case closed
    }

    /// Where to go once nothing is on its way over the present connection.
    enum Departure {
        case to(RedisEndpoint)
        /// Wherever the URL leads now.
        case anew
    }

    let options: RedisOptions
    let onConnect: @Sendable (RedisGreeting) -> Void
    let loop: EventLoop

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    var phase = Phase.lookingUp
    var link: RedisLink?
    var departure: Departure?
    /// Calls of which nothing was sent, by deadline.
    var waiting: [RedisCall] = []

    /// Other addresses of the endpoint that is being tried.
    var addresses: ArraySlice<SocketAddress> = []
    /// Counts the endpoints tried.
    var turn = 0
    var backOff = BackOff(from: .milliseconds(50), to: .seconds(2))
    var lastFailure = RedisLinkFailure.connecting
    var alarm: ContinuousClock.Instant?

    /// Begins to connect.
    ///
    /// - Parameter onConnect: is told of each connection, on the connection's own thread: it should be quick.
    package init(
        _ options: RedisOptions, onConnect: @escaping @Sendable (RedisGreeting) -> Void
    ) async throws(EventLoopError) {
        self.options = options
        self.onConnect = onConnect
        loop = try EventLoop(name: "store")
        loop.beforeSleep { [weak self] in
            self?.assumeIsolated { $0.flush() }
            return false
        }
        tryNextEndpoint()
    }

    /// The reply to one command, unless it is an error.
    package func send(_ command: [[UInt8]]) async throws(RedisError) -> RedisReply {
        let replies = try await send([command])
        guard let reply = replies.first else { throw .unanswered(.closed) }
        return try reply.get()
    }

    /// The replies to several commands, errors included, which are executed in order, on one connection, and with
    /// nobody else's of this connection in between.
    ///
    /// - Parameter commands: a transaction has `MULTI` and `EXEC` as the first and the last.
    package func send(_ commands: [[[UInt8]]]) async throws(RedisError) -> [RedisReply] {
        precondition(commands.allSatisfy { !$0.isEmpty }, "a command has a name")
        guard !commands.isEmpty else { return [] }
        if case .closed = phase { throw .unsent(.closed) }
        let deadline = ContinuousClock.now + options.timeout
        let result = await withCheckedContinuation { slot in
            waiting.append(RedisCall(commands, deadline: deadline, slot: slot))
            wake(by: deadline)
        }
        return try result.get()
    }

    /// Ends the connection for good; commands that still wait fail.
    package func close() {
        phase = .closed
        lastFailure = .closed
        dropLink(.closed)
        for call in waiting { call.fail(.unsent(.closed)) }
        waiting = []
    }
}
