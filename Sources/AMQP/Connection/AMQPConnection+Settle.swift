import EventLoop
import Logging

extension AMQPConnection {
    /// Tells the broker what became of a delivery, once per delivery. Never fails for the caller: where it cannot be
    /// told, the connection is lost, and the broker delivers again.
    package func settle(_ receipt: Receipt, _ verdict: Verdict) {
        guard let session, receipt.epoch == epoch else { return }
        do throws(AMQPError) {
            settlements.add(receipt.deliveryTag)
            try session.settle(receipt.deliveryTag, verdict)
        } catch {
            lose(error)
        }
    }

    /// The same for what is done, without waiting for the connection's thread, which tells the broker of all that came
    /// together.
    package nonisolated func acknowledge(_ receipt: Receipt) {
        let isFirst = done.withLock { receipts in
            receipts.append(receipt)
            return receipts.count == 1
        }
        if isFirst { loop.requestTurn() }
    }

    /// What belongs to an older connection is dropped.
    func tellDone() throws(AMQPError) {
        var receipts: [Receipt] = []
        done.withLock { swap(&$0, &receipts) }
        guard let session, !receipts.isEmpty else { return }
        let tags = receipts.lazy.filter { [epoch] in $0.epoch == epoch }.map(\.deliveryTag)
        for next in settlements.acknowledge(Array(tags)) {
            try session.acknowledge(next.deliveryTag, isMultiple: next.isMultiple)
        }
    }

    /// Takes no more, puts back what nobody took yet, and ends the stream. The connection stays, for settling.
    package func stopConsuming() {
        guard isConsuming else { return }
        isConsuming = false
        if let session {
            do throws(AMQPError) {
                for queue in queues { try session.cancelConsumer(of: queue) }
            } catch {
                lose(error)
            }
        }
        while pump() {}  // what was on its way goes back
        let left = mailbox.finish()
        for delivery in left { settle(delivery.receipt, .requeue) }
        logger.debug("stopped consuming", metadata: [LogKey.count: "\(left.count)"])
    }

    /// Returns when the queues know what was settled; throws where the connection was lost before. After `stopConsuming()`.
    ///
    /// A channel of RabbitMQ (3.10 to 4) hands at most 32 settlements to a quorum queue before the first is on disk, and
    /// keeps the rest to itself; a connection that closes right after many of them loses that rest, and the messages
    /// come again. Only a question that the queue itself answers waits for them: to consume, and to cancel again. What
    /// is delivered in between goes back when the channel ends.
    package func awaitSettling() throws(AMQPError) {
        guard let session else { throw .notConnected }
        do throws(AMQPError) {
            try tellDone()
            try session.limitUnsettled(to: 1)
            for queue in queues {
                try session.consume(queue)
                try session.cancelConsumer(of: queue)
            }
        } catch {
            if session.isBroken { lose(error) }
            throw error
        }
    }
}
