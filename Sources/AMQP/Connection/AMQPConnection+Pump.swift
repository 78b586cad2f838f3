import EventLoop
import Logging

extension AMQPConnection {
    /// Reads and writes all that can be without waiting; says whether there may be more.
    ///
    /// Runs before each sleep of the loop: frames hide in the buffers of librabbitmq and OpenSSL, where they make no
    /// descriptor ready.
    func pump() -> Bool {
        guard session != nil else { return false }
        watchdog.beat()
        do throws(AMQPError) {
            try tellDone()
            guard try drain() else { return true }
            return try publishWaiting()
        } catch {
            lose(error)
            return true
        }
    }

    /// Handles what the broker sent; false when it paused to let others have their turn.
    private func drain() throws(AMQPError) -> Bool {
        var isDry = false
        for _ in 0..<512 {
            guard let frame = try session?.nextFrame() else {
                isDry = true
                break
            }
            try handle(frame)
        }
        mailbox.put(incoming)
        incoming = []
        return isDry
    }

    private func handle(_ frame: Frame) throws(AMQPError) {
        switch frame {
        case .content(let head): try assembler.begin(head)
        case .header(let size, let properties): try take(assembler.header(size: size, properties: properties))
        case .body(let bytes): try take(assembler.body(bytes))
        case .confirm(let number, let multiple, let accepted):
            resolve(ledger.confirm(number, multiple: multiple, accepted: accepted))
        case .consumerCancelled(let queue): throw .consumerCancelled(queue: queue)
        case .channelClosed(let error), .connectionClosed(let error): throw error
        case .blocked: setBlocked(true)
        case .unblocked: setBlocked(false)
        case .irrelevant: break
        }
    }

    private func take(_ content: DeliveryAssembler.Content?) throws(AMQPError) {
        switch content {
        case .delivery(let delivery) where isConsuming: incoming.append(delivery)
        case .delivery(let delivery): settle(delivery.receipt, .requeue)
        case .returned(let message): ledger.markReturned(message)
        case nil: break
        }
    }

    private func setBlocked(_ isBlocked: Bool) {
        status.isBlocked = isBlocked
        if isBlocked {
            logger.warning("the broker takes no messages: its memory or disk is short")
        } else {
            logger.notice("the broker takes messages again")
        }
    }
}

// MARK: - Time

extension AMQPConnection {
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
        expirePublishes(at: now)
        if let end = pauseEnd, end <= now {
            pauseEnd = nil
            pausing.take()?.resume()
        }
        let heartbeat = session.map { now + $0.heartbeat / 4 }
        for instant in [heartbeat, ledger.nextDeadline, waiting.first?.deadline, pauseEnd].compactMap(\.self) {
            wake(by: instant)
        }
    }
}
