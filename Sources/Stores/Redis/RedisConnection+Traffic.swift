import EventLoop

extension RedisConnection {
    /// Sends what came in during this turn of the loop.
    func flush() {
        guard case .standing = phase, departure == nil, !waiting.isEmpty, let link, link.pipeline.isDrained else {
            return
        }
        link.pipeline.add(waiting)
        waiting.removeAll(keepingCapacity: true)
        write()
    }

    /// Goes on when the socket is writable again, if it does not take all now.
    func write() {
        guard let link else { return }
        do throws(RedisLinkFailure) {
            try link.write()
            try watch(link, for: link.pipeline.isDrained ? .read : [.read, .write])
        } catch {
            lose(error)
        }
    }

    func watch(_ link: RedisLink, for interest: Readiness) throws(RedisLinkFailure) {
        guard link.interest != interest else { return }
        do {
            try loop.watch(link.socket.descriptor, for: interest) { [weak self] readiness in
                self?.assumeIsolated { $0.serve(readiness) }
            }
        } catch {
            throw .system(call: error.call, errno: error.errno)
        }
        link.interest = interest
    }

    private func serve(_ readiness: Readiness) {
        switch phase {
        case .connecting: return finishConnecting()
        case .securing: return shakeHands()
        default: break
        }
        if !readiness.isDisjoint(with: [.read, .failed]) { read() }
        if readiness.contains(.write) { write() }
    }

    private func read() {
        guard let link else { return }
        var replies: [RedisReply] = []
        var failure: RedisLinkFailure?
        do throws(RedisLinkFailure) {
            try link.read(into: &replies)
        } catch {
            failure = error
        }
        do throws(RedisLinkFailure) {
            conclude(try link.pipeline.take(replies))
        } catch {
            failure = error
        }
        if let failure, self.link === link { lose(failure) }
    }
}

// MARK: - Time

extension RedisConnection {
    /// Sees to it that the loop wakes up by then.
    func wake(by instant: ContinuousClock.Instant) {
        if let alarm, alarm <= instant { return }
        alarm = instant
        loop.setDeadline(instant) { [weak self] in
            self?.assumeIsolated { $0.passAlarm() }
        }
    }

    private func passAlarm() {
        alarm = nil
        let now = ContinuousClock.now
        expire(at: now)
        switch phase {
        case .pausing(let end) where end <= now: tryNextEndpoint()
        case .connecting(let end) where end <= now, .securing(let end) where end <= now: abandonAddress(.timedOut)
        case .pausing(let end), .connecting(let end), .securing(let end): wake(by: end)
        case .greeting, .standing: if let first = link?.pipeline.first { wake(by: first.deadline) }
        case .lookingUp, .closed: break
        }
        if let first = waiting.first { wake(by: first.deadline) }
    }

    private func expire(at now: ContinuousClock.Instant) {
        if let first = link?.pipeline.first, first.deadline <= now { lose(.timedOut) }
        let late = waiting.prefix { $0.deadline <= now }
        waiting.removeFirst(late.count)
        for call in late { call.fail(.unsent(lastFailure)) }
    }
}
