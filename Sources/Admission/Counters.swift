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
        get { index(of: field).map { entries[$0].value } }
        set {
            switch (newValue, index(of: field)) {
            case (let value?, let index?): entries[index].value = value
            case (let value?, nil): insert(Entry(field: field, value: value))
            case (nil, let index?): entries.remove(at: index)
            case (nil, nil): break
            }
        }
    }

    private func index(of field: String) -> Int? { entries.firstIndex { $0.field == field } }

    /// From the end, where new fields mostly belong.
    private mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var index = entries.count - 1
        while index > 0, entry.field < entries[index - 1].field {
            entries.swapAt(index, index - 1)
            index -= 1
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
