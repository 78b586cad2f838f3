/// A value for each of a few keys. Where they are so few, looking at one after the other is cheaper than hashing, and a
/// job comes by here a dozen times.
struct Table<Key: Equatable & Sendable, Value: Sendable>: Sendable {
    private let rows: [(key: Key, value: Value)]

    init(_ keys: some Sequence<Key>, _ value: (Key) -> Value) {
        rows = keys.map { ($0, value($0)) }
    }

    subscript(key: Key) -> Value? {
        for row in rows where row.key == key { return row.value }
        return nil
    }
}
