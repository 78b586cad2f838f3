/// One change to a field. Changes of several jobs to one field can be made in any order, so a store need not repeat a
/// whole step because another job of the same country came in between.
package enum CounterChange: Sendable, Equatable {
    /// GCRA: on from the stored moment, or from `from` where that is later, by `by`; only if that is not past `ceiling`.
    /// Microseconds.
    case take(from: Int64, by: Int64, ceiling: Int64)
    case add(Int64)
    case set(Int64)
    case drop

    /// What a `take` goes on from.
    ///
    /// A moment past the ceiling was stored by a clock that is ahead of this one, by a little where several machines
    /// share a store. More than a minute is a clock that was set back since: what it stored is worth nothing, and would
    /// hold up everybody until that clock is there again.
    static func base(_ stored: Int64?, from: Int64, ceiling: Int64) -> Int64 {
        guard let stored, stored > from, stored <= ceiling &+ 60_000_000 else { return from }
        return min(stored, ceiling)
    }
}
