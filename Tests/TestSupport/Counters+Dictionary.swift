package import Admission

extension Counters {
    package init(_ values: [String: Int64]) {
        self.init()
        for (field, value) in values { self[field] = value }
    }

    package var keys: [String] { map(\.key) }

    /// What a store does with changes.
    package mutating func apply(_ changes: [FieldChange]) {
        for change in changes { apply(change.change, to: change.field) }
    }
}
