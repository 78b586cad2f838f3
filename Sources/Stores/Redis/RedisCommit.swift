import Admission
import Jobs

/// The arguments with which `RedisScript.commit` writes what a step wants written.
struct RedisCommit {
    private var keys: [[UInt8]] = []
    private var arguments: [[UInt8]] = []

    /// `nil` if there is nothing to write.
    init?(_ draft: Draft<RedisRows>, at now: Timestamp) {
        let written = Dictionary(uniqueKeysWithValues: draft.written)
        guard !written.isEmpty else { return nil }
        add(draft.source.originals.count)
        for (key, bytes) in draft.source.originals {
            keys.append(RedisRows.name(of: key))
            let row = written[key]
            arguments.append(bytes)
            arguments.append(row?.encoded ?? [])
            add(row.map { Self.life($0.keepUntil, at: now) } ?? 0)
        }
        for change in draft.changes {
            keys.append(RedisRows.name(of: .counters(change.key)))
            add(Self.life(change.keepUntil, at: now))
            add(change.changes?.count ?? -1)
            for change in change.changes ?? [] { add(change.change, to: change.field) }
        }
    }

    func command(_ verb: String, _ script: String) -> [[UInt8]] {
        [Array(verb.utf8), Array(script.utf8), Array(String(keys.count).utf8)] + keys + arguments
    }

    private mutating func add(_ change: CounterChange, to field: String) {
        let (kind, numbers): (String, [Int64]) =
            switch change {
            case .take(let from, let by, let ceiling): ("take", [from, by, ceiling])
            case .add(let amount): ("add", [amount, 0, 0])
            case .set(let value): ("set", [value, 0, 0])
            case .drop: ("drop", [0, 0, 0])
            }
        arguments.append(Array(field.utf8))
        arguments.append(Array(kind.utf8))
        for number in numbers { arguments.append(Array(String(number).utf8)) }
    }

    private mutating func add(_ number: Int) {
        arguments.append(Array(String(number).utf8))
    }

    /// In milliseconds, a second at least. What has not ended has no end of its own, but no copy outlives a month.
    private static func life(_ keepUntil: Timestamp, at now: Timestamp) -> Int {
        let life = keepUntil.microseconds == .max ? .seconds(30 * 86_400) : keepUntil - now
        return Int(max(life, .seconds(1)).wholeMilliseconds)
    }
}
