/// Commands that go out together and in order, and the task that waits for their replies.
struct RedisCall {
    typealias Slot = CheckedContinuation<Result<[RedisReply], RedisError>, Never>

    /// In Redis' protocol.
    let bytes: [UInt8]
    let deadline: ContinuousClock.Instant
    private let count: Int
    private let isTransaction: Bool
    /// nil for the connection's own greeting.
    private let slot: Slot?

    /// How often it was sent to another node of the cluster.
    private(set) var moves = 0
    private(set) var replies: [RedisReply] = []

    init(_ commands: [[[UInt8]]], deadline: ContinuousClock.Instant, slot: Slot?) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(commands.reduce(0) { $0 + $1.reduce(16) { $0 + $1.count + 16 } })
        for words in commands {
            bytes.appendHeader("*", words.count)
            for word in words {
                bytes.appendHeader("$", word.count)
                bytes += word
                bytes.appendLineEnd()
            }
        }
        self.bytes = bytes
        self.deadline = deadline
        self.slot = slot
        count = commands.count
        isTransaction = commands.count > 1 && commands.first?.first.map(Self.isMulti) == true
    }

    var isGreeting: Bool { slot == nil }
    var isMoved: Bool { moves > 0 }
    var isComplete: Bool { replies.count == count }

    mutating func append(_ reply: RedisReply) {
        replies.append(reply)
    }

    /// The node that the cluster names instead of the one that was asked, as `host:port`.
    var redirection: Substring? {
        replies.lazy.compactMap { reply in
            guard case .error(let text) = reply, reply.errorCode == "MOVED" else { return nil }
            return text.split(separator: " ").dropFirst(2).first
        }.first
    }

    /// Whether the replies say that nothing was executed, because the keys are with another node.
    var wasOnlyRedirected: Bool {
        guard isTransaction else { return replies.allSatisfy { $0.errorCode == "MOVED" } }
        return replies.last?.errorCode == "EXECABORT" || replies.last?.errorCode == "MOVED"
    }

    /// The same commands, as if not sent yet.
    func moved() -> RedisCall {
        var call = self
        call.moves += 1
        call.replies = []
        return call
    }

    func answer() {
        slot?.resume(returning: .success(replies))
    }

    func fail(_ error: RedisError) {
        slot?.resume(returning: .failure(error))
    }

    private static func isMulti(_ word: [UInt8]) -> Bool {
        word.count == 5 && String(decoding: word, as: UTF8.self).uppercased() == "MULTI"
    }
}

extension [UInt8] {
    fileprivate mutating func appendHeader(_ kind: Unicode.Scalar, _ count: Int) {
        append(UInt8(ascii: kind))
        append(contentsOf: String(count).utf8)
        appendLineEnd()
    }

    fileprivate mutating func appendLineEnd() {
        append(0x0D)
        append(0x0A)
    }
}
