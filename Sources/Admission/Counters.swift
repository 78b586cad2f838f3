/// Numbers that many jobs share, by field, as they stood at one moment: limits keep moments in microseconds, the rules
/// against toll fraud keep moments and counts.
///
/// In the order of their fields, which are few: a search costs less than a hash.
package struct Counters: Sendable, Equatable, Sequence, ExpressibleByDictionaryLiteral {
    private struct Entry: Sendable, Equatable {
        let field: String
        var value: Int64
    }

    private var entries: [Entry] = []

    package init() {}

    package init(dictionaryLiteral pairs: (String, Int64)...) {
        for (field, value) in pairs { self[field] = value }
    }

    package var count: Int { entries.count }
    package var isEmpty: Bool { entries.isEmpty }

    package subscript(field: String) -> Int64? {
        get { entries.first { $0.field == field }?.value }
        set {
            let index = entries.firstIndex { $0.field >= field } ?? entries.endIndex
            let isPresent = index < entries.endIndex && entries[index].field == field
            switch (newValue, isPresent) {
            case (let value?, true): entries[index].value = value
            case (let value?, false): entries.insert(Entry(field: field, value: value), at: index)
            case (nil, true): entries.remove(at: index)
            case (nil, false): break
            }
        }
    }

    package func makeIterator() -> some IteratorProtocol<(key: String, value: Int64)> {
        entries.lazy.map { (key: $0.field, value: $0.value) }.makeIterator()
    }

    /// Without the cost of an iterator from another module.
    package func visit(_ body: (String, Int64) -> Void) {
        for entry in entries { body(entry.field, entry.value) }
    }

    /// Makes the change, or answers false: a `take` for which there is no room.
    @discardableResult
    package mutating func apply(_ change: CounterChange, to field: String) -> Bool {
        switch change {
        case .take(let from, let by, let ceiling):
            let next = CounterChange.base(self[field], from: from, ceiling: ceiling) + by
            guard next <= ceiling else { return false }
            self[field] = next
        case .add(let amount): self[field] = (self[field] ?? 0) &+ amount  // a store may hold anything
        case .set(let value): self[field] = value
        case .drop: self[field] = nil
        }
        return true
    }
}
