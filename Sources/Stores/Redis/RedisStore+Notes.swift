package import Admission
import Jobs

/// All notes are one hash, so that they can be listed without a walk through all keys. Each begins with the moment at
/// which it was written, by Redis' clock, in microseconds since 1970.
extension RedisStore: NoteBoard {
    private static let key = Array("{codebode}:notes".utf8)

    /// `ARGV`: the worker, its note, the moment before which notes are dropped, and milliseconds to live.
    private static let script = """
        redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
        local notes = redis.call('HGETALL', KEYS[1])
        for i = 1, #notes, 2 do
          local moment = tonumber(string.match(notes[i + 1], '^%d+'))
          if not moment or moment < tonumber(ARGV[3]) then redis.call('HDEL', KEYS[1], notes[i]) end
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        """

    package func post(_ body: [UInt8], of worker: String) async throws(StoreError) {
        let now = try await now()
        let note = Array("\(now.microseconds) ".utf8) + body
        try await send([
            Array("EVAL".utf8), Array(Self.script.utf8), Array("1".utf8), Self.key, Array(worker.utf8), note,
            Array(String((now - PostedNote.life).microseconds).utf8),
            Array(String(PostedNote.life.wholeMilliseconds).utf8),
        ])
    }

    package func takeDown(_ worker: String) async throws(StoreError) {
        try await send([Array("HDEL".utf8), Self.key, Array(worker.utf8)])
    }

    package func notes() async throws(StoreError) -> [PostedNote] {
        let now = try await now()
        guard case .array(let pairs) = try await send([Array("HGETALL".utf8), Self.key]) else {
            throw RowReader.unreadable
        }
        let notes = stride(from: 0, to: pairs.count - 1, by: 2).compactMap { index -> PostedNote? in
            guard case .bytes(let worker) = pairs[index], case .bytes(let note) = pairs[index + 1],
                let moment = Int64(String(decoding: note.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)),
                RowReader.isReckonable(moment)
            else { return nil }
            let age = max(.zero, now - Timestamp(microseconds: moment))
            let body = note.drop { $0 != UInt8(ascii: " ") }.dropFirst()
            return age > PostedNote.life
                ? nil : PostedNote(worker: String(decoding: worker, as: UTF8.self), body: Array(body), age: age)
        }
        return notes.sorted { $0.worker < $1.worker }
    }

    private func now() async throws(StoreError) -> Timestamp {
        let reply = try await send([Array("TIME".utf8)])
        guard let time = Timestamp(reply) else { throw StoreError(reply) }
        return clock(time)
    }

    @discardableResult
    private func send(_ command: [[UInt8]]) async throws(StoreError) -> RedisReply {
        do {
            return try await connection.send(command)
        } catch {
            throw StoreError(error)
        }
    }
}
