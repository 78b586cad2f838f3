import Admission
import Jobs

/// Rows as they stood in Redis a moment ago.
///
/// Steps are not asynchronous: one that asks for a row that was not fetched is answered as if there were none, and run
/// again once it is.
struct RedisRows: RowSource {
    private var rows: [RowKey: Result<Row?, StoreError>] = [:]
    /// What was read of the rows that must not change meanwhile; empty where there was none.
    private(set) var originals: [(key: RowKey, bytes: [UInt8])] = []
    private(set) var missing: [RowKey] = []

    mutating func read(_ key: RowKey) throws(StoreError) -> Row? {
        guard let row = rows[key] else {
            missing.append(key)
            return nil
        }
        return try row.get()
    }

    /// Takes in the reply to the command that `RedisRows.command(for:)` makes.
    mutating func add(_ reply: RedisReply, for key: RowKey) {
        switch (key, reply) {
        case (.counters, .array(let pairs)):
            rows[key] = Result { () throws(StoreError) in try Self.counters(pairs) }
        case (_, .null):
            originals.append((key, []))
            rows[key] = .success(nil)
        case (_, .bytes(let bytes)):
            originals.append((key, bytes))
            rows[key] = Result { () throws(StoreError) in try Row(bytes, of: key) }
        case (_, .error(let text)):
            let isDamaged = reply.errorCode == "WRONGTYPE"
            rows[key] = .failure(StoreError(isDamaged ? .corrupt : .unavailable, "Redis: \(text)"))
        default:
            rows[key] = .failure(RowReader.unreadable)
        }
    }

    static func command(for key: RowKey) -> [[UInt8]] {
        let verb =
            switch key {
            case .job, .subject, .message: "GET"
            case .counters: "HGETALL"
            }
        return [Array(verb.utf8), name(of: key)]
    }

    /// One hash tag for all names: a job's rows then share a slot of a cluster, whatever account or country they are of.
    static func name(of key: RowKey) -> [UInt8] {
        switch key {
        case .job(let id): Array("{codebode}:j:\(id.text)".utf8)
        case .subject(let name): Array("{codebode}:s:\(name)".utf8)
        case .counters(let name): Array("{codebode}:c:\(name)".utf8)
        case .message(let tag): Array("{codebode}:\(tag.key)".utf8)
        }
    }

    /// A missing hash is an empty one.
    private static func counters(_ pairs: [RedisReply]) throws(StoreError) -> Row {
        var counters = Counters()
        for index in stride(from: 0, to: pairs.count - 1, by: 2) {
            guard case .bytes(let field) = pairs[index], case .bytes(let digits) = pairs[index + 1],
                let value = Int64(String(decoding: digits, as: UTF8.self)), RowReader.isReckonable(value)
            else { throw RowReader.unreadable }
            counters[String(decoding: field, as: UTF8.self)] = value
        }
        // How long they live is known to Redis.
        return .counters(counters, keepUntil: Timestamp(microseconds: .min))
    }
}
