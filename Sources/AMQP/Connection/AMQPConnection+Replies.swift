import EventLoop

extension AMQPConnection {
    /// Makes a queue for answers, which lives as long as this connection, and consumes from it.
    ///
    /// - Returns: its name, for `Properties.replyTo`.
    package func openReplyQueue() throws(AMQPError) -> String {
        let queue = try ask { session, channel throws(AMQPError) in try session.declareReplyQueue(on: channel) }
        guard let session else { throw .notConnected }
        do throws(AMQPError) {
            try session.consume(queue)
        } catch {
            lose(error)
            throw error
        }
        queues.append(queue)
        return queue
    }

    /// The next answer to what was published under `correlationID`, or nil when none came in time. Other deliveries
    /// that come before it are acknowledged and dropped.
    package nonisolated func reply(
        to correlationID: String, until deadline: ContinuousClock.Instant
    ) async -> Delivery? {
        await withTaskGroup(of: Delivery?.self) { group in
            group.addTask { await self.nextReply(to: correlationID) }
            group.addTask {
                try? await Task.sleep(until: deadline)
                return nil
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? nil
        }
    }

    private func nextReply(to correlationID: String) async -> Delivery? {
        while let batch = await mailbox.next() {
            for (index, delivery) in batch.enumerated() {
                settle(delivery.receipt, .acknowledge)
                guard delivery.properties.correlationID == correlationID else { continue }
                mailbox.put(Array(batch[(index + 1)...]))
                return delivery
            }
        }
        return nil
    }
}
