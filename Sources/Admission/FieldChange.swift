/// One change to one of the counters under a key. A step changes each field once at most.
package struct FieldChange: Sendable, Equatable {
    package let field: String
    package let change: CounterChange

    package init(_ field: String, _ change: CounterChange) {
        self.field = field
        self.change = change
    }
}
