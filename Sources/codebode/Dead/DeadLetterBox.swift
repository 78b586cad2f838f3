import AMQP
import Admission
import Jobs
import Logging

/// The queue of what was set aside, held open while somebody looks: nobody else sees these letters meanwhile, and what is
/// not settled goes back when it closes.
struct DeadLetterBox {
    /// How long the broker may take to hand all of them over.
    private static let patience = Duration.seconds(10)

    let letters: [DeadLetter]
    /// How many lay there, with those that are not in hand.
    let count: Int
    private let reading: AMQPConnection
    private let publishing: AMQPConnection

    /// - Parameter most: so many are taken in hand, from the oldest on.
    init(_ settings: Settings, most: Int) async throws(CommandFailure) {
        publishing = try await BrokerConnection.open(settings.amqp, name: "dead-out")
        do {
            count = try await publishing.queueDepth(CodebodeTopology.dead).messages
        } catch {
            throw CommandFailure(.unavailable, "the queue \(CodebodeTopology.dead) cannot be asked: \(error)")
        }
        let wanted = min(count, most)
        reading = try await BrokerConnection.open(settings.amqp, name: "dead-in") { options in
            if wanted > 0 { options.queues = [CodebodeTopology.dead] }
            options.prefetch = UInt16(clamping: wanted)
        }
        let now = Timestamp.wallClock
        letters = await Self.take(wanted, from: reading).map { delivery in
            DeadLetter(delivery, seals: settings.seal.ring, life: settings.rules.life, at: now)
        }
    }

    /// Back to its queue, and only then out of this one: whatever breaks in between, a worker knows the job again.
    func replay(_ letter: DeadLetter) async throws(CommandFailure) {
        guard let message = letter.message else { return }
        do {
            try await publishing.publish(message)
        } catch {
            throw CommandFailure(.unavailable, "a letter was not taken back, and stays: \(error)")
        }
        remove(letter)
    }

    func remove(_ letter: DeadLetter) {
        reading.acknowledge(letter.receipt)
    }

    /// Returns when RabbitMQ has let go of what was removed. A receipt of a connection that was lost removes nothing.
    func settle() async throws(CommandFailure) {
        await reading.stopConsuming()
        do {
            try await reading.awaitSettling()
        } catch {
            throw CommandFailure(
                .unavailable,
                "the connection to RabbitMQ was lost, and letters may still be there: codebode dead list (\(error))")
        }
    }

    func close() async {
        await reading.stopConsuming()
        await reading.close()
        await publishing.close()
    }

    private static func take(_ count: Int, from connection: AMQPConnection) async -> [Delivery] {
        guard count > 0 else { return [] }
        let end = Task {
            try await Task.sleep(for: patience)
            await connection.stopConsuming()
        }
        defer { end.cancel() }
        var taken: [Delivery] = []
        for await batch in connection.deliveries {
            taken += batch
            if taken.count >= count { break }
        }
        return taken
    }
}
