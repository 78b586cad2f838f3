import EventLoop

extension AMQPConnection {
    /// Returns when the broker has the message safe in a queue.
    ///
    /// Waits for a connection, or for the end of an alarm, within the confirm timeout. Not ended by cancellation: a
    /// cancelled job still reports.
    package func publish(_ message: Message) async throws(PublishError) {
        if let part = message.partTooLong { throw .tooLong(part: part) }
        guard !isClosed else { throw .notConnected }
        let deadline = ContinuousClock.now + options.confirmTimeout
        let result = await withCheckedContinuation { slot in
            waiting.append(WaitingMessage(message: message, deadline: deadline, slot: slot))
            wake(by: deadline)
        }
        try result.get()
    }

    /// Called by the pump, which has read all there is: librabbitmq 0.11 may wait for ever in a publish after a long
    /// silence. Says whether it wrote; then there may be something to read.
    func publishWaiting() throws(AMQPError) -> Bool {
        guard let session, !waiting.isEmpty, !status.isBlocked else { return false }
        if mustRenewChannel {
            guard ledger.isEmpty else { return false }  // the others' confirms come over this channel
            _ = ledger.removeAll()
            try session.renewChannel()
            try startConsumers(over: session)
        }
        // Few at a time, to hear early of an alarm.
        let batch = waiting.prefix(64)
        waiting.removeFirst(batch.count)
        for (index, next) in zip(batch.indices, batch) {
            ledger.add(next.slot, to: ReturnedMessage.Address(next.message), until: next.deadline)
            do throws(AMQPError) {
                try session.publish(next.message)
            } catch {
                waiting = Array(batch[(index + 1)...]) + waiting
                throw error
            }
        }
        return true
    }

    func resolve(_ resolutions: [ConfirmLedger<PublishSlot>.Resolution]) {
        for (slot, result) in resolutions {
            if case .failure(.refused) = result { mustRenewChannel = true }
            slot.resume(returning: result)
        }
    }

    func expirePublishes(at now: ContinuousClock.Instant) {
        for slot in ledger.expire(at: now) {
            mustRenewChannel = true
            slot.resume(returning: .failure(.unconfirmed))
        }
        while let next = waiting.first, next.deadline <= now {
            waiting.removeFirst()
            next.slot.resume(returning: .failure(session == nil ? .notConnected : .blocked))
        }
    }
}
