package import Admission

extension Counters {
    package init(_ values: [String: Int64]) {
        self.init()
        for (field, value) in values { self[field] = value }
    }

    package var keys: [String] { map(\.key) }

    /// What a store does with changes.
    package mutating func apply(_ changes: [String: CounterChange]) {
        for (field, change) in changes { apply(change, to: field) }
    }
}
