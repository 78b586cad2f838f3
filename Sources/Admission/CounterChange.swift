/// One change to a field. Changes of several jobs to one field can be made in any order, so a store need not repeat a
/// whole step because another job of the same country came in between.
package enum CounterChange: Sendable, Equatable {
    /// GCRA: on from the stored moment, or from `from` where that is later, by `by`; only if that is not past `ceiling`.
    /// Microseconds.
    case take(from: Int64, by: Int64, ceiling: Int64)
    case add(Int64)
    case set(Int64)
    case drop
}
