package import Jobs

/// At most `count` jobs for one key within `window`, as a burst; then one each `window / count`.
///
/// The generic cell rate algorithm (ITU-T I.371): one moment per key says all, so the cost does not grow with the count.
package struct Limit: Sendable, Equatable {
    /// What is counted together.
    package enum Key: String, CaseIterable, Sendable {
        case recipient
        case account
        /// The country of the phone number; e-mail is not counted.
        case region
        /// The phone number without its last four digits.
        case prefix
        /// Every message.
        case all
    }

    /// What a limit does when what it has counted cannot be read.
    package enum OnStoreFailure: String, CaseIterable, Sendable {
        /// Lets through, and counts nothing.
        case open
        /// Refuses.
        case closed
    }

    /// As in the configuration; part of the stored name, so a renamed limit starts anew.
    package let name: String
    package let key: Key
    package let count: Int
    package let window: Duration
    package let mode: RuleMode
    package let onStoreFailure: OnStoreFailure
    /// What one job uses up, in microseconds.
    private let interval: Int64

    package init(
        name: String, key: Key, count: Int, window: Duration, mode: RuleMode = .enforce,
        onStoreFailure: OnStoreFailure? = nil
    ) {
        self.name = name
        self.key = key
        self.count = count
        self.window = window
        self.mode = mode
        self.onStoreFailure = onStoreFailure ?? key.usualOnStoreFailure
        interval = window.wholeMicroseconds / Int64(count)
    }

    /// What is stored when all is used up.
    private func ceiling(at now: Timestamp) -> Int64 { now.microseconds + interval * Int64(count) }

    /// How long until there is room for one job; `nil` if there is now.
    ///
    /// - Parameter stored: when the allowance will be whole again, as the store has it.
    package func refusal(_ stored: Int64?, at now: Timestamp) -> Duration? {
        let missing = used(stored, at: now) + interval - interval * Int64(count)
        return missing <= 0 ? nil : .microseconds(missing)
    }

    /// Takes room for one job.
    package func take(at now: Timestamp) -> CounterChange {
        .take(from: now.microseconds, by: interval, ceiling: ceiling(at: now))
    }

    /// Undoes what is left of one `take`: an allowance that came back by itself is not given a second time.
    ///
    /// - Parameter taken: what that `take` led to.
    package func give(taken: Int64, at now: Timestamp) -> CounterChange {
        .add(-min(max(0, taken - now.microseconds), interval))
    }

    /// How many jobs there is room for.
    package func room(_ stored: Int64?, at now: Timestamp) -> Int {
        count - Int((used(stored, at: now) + interval - 1) / interval)
    }

    /// How long until the allowance is whole again if nothing is taken meanwhile; `nil` if it is now.
    package func recovery(_ stored: Int64?, at now: Timestamp) -> Duration? {
        let used = used(stored, at: now)
        return used == 0 ? nil : .microseconds(used)
    }

    /// In microseconds of the window.
    private func used(_ stored: Int64?, at now: Timestamp) -> Int64 {
        CounterChange.base(stored, from: now.microseconds, ceiling: ceiling(at: now)) - now.microseconds
    }
}

extension Limit.Key {
    /// A fault of the store should neither lock a user out nor open the purse.
    package var usualOnStoreFailure: Limit.OnStoreFailure {
        switch self {
        case .recipient, .account: .open
        case .region, .prefix, .all: .closed
        }
    }
}
