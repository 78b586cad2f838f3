/// Who waits for which confirm on one channel (RabbitMQ's publisher confirms).
///
/// 1. Numbers what is published, from 1, as the broker does.
/// 2. Resolves confirms, which come out of order, late, and several at once (`multiple`).
/// 3. Matches returns, which carry no number: messages to one exchange and routing key come back in the order in which
///    they were published, each before its own confirm.
/// 4. Ends what waited too long. What is no longer known here is ignored: a late confirm has nobody to tell.
struct ConfirmLedger<Waiter> {
    typealias Resolution = (waiter: Waiter, result: Result<Void, PublishError>)

    private struct Entry {
        let waiter: Waiter
        let address: ReturnedMessage.Address
        let deadline: ContinuousClock.Instant
        var returned: PublishError?
    }

    private var entries: [UInt64: Entry] = [:]
    /// No number below waits any more.
    private var oldest: UInt64 = 1
    private var next: UInt64 = 1

    var isEmpty: Bool { entries.isEmpty }

    /// Deadlines must not go back from one message to the next.
    mutating func add(_ waiter: Waiter, to address: ReturnedMessage.Address, until deadline: ContinuousClock.Instant) {
        entries[next] = Entry(waiter: waiter, address: address, deadline: deadline)
        next += 1
    }

    /// `basic.ack` and `basic.nack`; with `multiple`, all numbers up to this one, and 0 stands for all.
    mutating func confirm(_ number: UInt64, multiple: Bool, accepted: Bool) -> [Resolution] {
        guard multiple else { return resolve(number, accepted: accepted).map { [$0] } ?? [] }
        let last = number == 0 ? next - 1 : min(number, next - 1)
        guard oldest <= last else { return [] }
        let resolutions = (oldest...last).compactMap { resolve($0, accepted: accepted) }
        oldest = last + 1
        return resolutions
    }

    /// `basic.return`: the confirm that follows will not mean that the message is in a queue.
    mutating func markReturned(_ message: ReturnedMessage) {
        for number in oldest..<next {
            guard let entry = entries[number], entry.address == message.address, entry.returned == nil else { continue }
            entries[number]?.returned = .unroutable(code: message.code, text: message.text)
            return
        }
    }

    /// Removes those whose deadline has passed.
    mutating func expire(at now: ContinuousClock.Instant) -> [Waiter] {
        var expired: [Waiter] = []
        while let deadline = nextDeadline, deadline <= now, let entry = entries.removeValue(forKey: oldest) {
            expired.append(entry.waiter)
        }
        return expired
    }

    /// Removes all: the channel is gone, and what comes next is numbered from 1.
    mutating func removeAll() -> [Waiter] {
        let waiters = (oldest..<next).compactMap { entries[$0]?.waiter }
        self = ConfirmLedger()
        return waiters
    }

    var nextDeadline: ContinuousClock.Instant? {
        mutating get {
            while oldest < next, entries[oldest] == nil { oldest += 1 }
            return entries[oldest]?.deadline
        }
    }

    private mutating func resolve(_ number: UInt64, accepted: Bool) -> Resolution? {
        guard let entry = entries.removeValue(forKey: number) else { return nil }
        if let returned = entry.returned { return (entry.waiter, .failure(returned)) }
        return (entry.waiter, accepted ? .success(()) : .failure(.refused))
    }
}
