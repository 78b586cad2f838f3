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
    }

    /// As in the configuration; part of the stored key, so a renamed limit starts anew.
    package let name: String
    package let key: Key
    package let count: Int
    package let window: Duration

    package init(name: String, key: Key, count: Int, window: Duration) {
        self.name = name
        self.key = key
        self.count = count
        self.window = window
    }

    /// What one job uses up, in microseconds.
    private var interval: Int64 { window.wholeMicroseconds / Int64(count) }
}

extension Limit {
    package enum Answer: Sendable, Equatable {
        /// Let through; the moment to store for the key.
        case taken(Timestamp)
        case refused(retryAfter: Duration)
    }

    /// - Parameter stored: the moment stored for the key: when its allowance will be whole again. Never later than a
    ///   window from now, unless the clock went back.
    package func take(_ stored: Timestamp?, at now: Timestamp) -> Answer {
        let whole = min(max(stored ?? now, now), now + .microseconds(interval * Int64(count)))
        let next = whole.microseconds + interval
        let allowedAt = next - interval * Int64(count)
        guard allowedAt <= now.microseconds else {
            return .refused(retryAfter: .microseconds(allowedAt - now.microseconds))
        }
        return .taken(Timestamp(microseconds: next))
    }

    /// Undoes what is left of one `take`: an allowance that came back by itself is not given a second time.
    ///
    /// - Parameter taken: what that `take` answered.
    package func give(_ stored: Timestamp, taken: Timestamp, at now: Timestamp) -> Timestamp {
        let left = min(max(0, taken.microseconds - now.microseconds), interval)
        return Timestamp(microseconds: stored.microseconds - left)
    }
}
