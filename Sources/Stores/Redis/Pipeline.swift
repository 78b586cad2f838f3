/// What is on its way over one connection: the bytes still to be written, and the calls in the order of their replies.
struct Pipeline {
    private struct Entry {
        var call: RedisCall
        /// Of its first byte, in the stream of this connection.
        let position: Int
    }

    private var entries: [Entry] = []
    private var output: [UInt8] = []
    /// How much of `output` is written.
    private var offset = 0
    /// Bytes written before `output`.
    private var base = 0

    private var written: Int { base + offset }

    var isIdle: Bool { entries.isEmpty }
    var isDrained: Bool { output.isEmpty }
    /// The call that the next reply belongs to.
    var first: RedisCall? { entries.first?.call }

    mutating func add(_ calls: [RedisCall]) {
        for call in calls {
            entries.append(Entry(call: call, position: base + output.count))
            output += call.bytes
        }
    }

    /// Writes as much as `sink` takes at once.
    mutating func write<Failure: Error>(
        to sink: (UnsafeRawBufferPointer) throws(Failure) -> Int
    ) throws(Failure) {
        let result = output.withUnsafeBytes { bytes in
            Result { () throws(Failure) in try sink(UnsafeRawBufferPointer(rebasing: bytes[offset...])) }
        }
        offset += try result.get()
        guard offset == output.count else { return }
        base += offset
        offset = 0
        output.removeAll(keepingCapacity: output.count <= 1 << 20)
    }

    /// Gives replies to the calls they belong to, and returns the calls that have all of theirs.
    mutating func take(_ replies: [RedisReply]) throws(RedisLinkFailure) -> [RedisCall] {
        var complete = 0
        for reply in replies {
            guard complete < entries.count, entries[complete].position < written else {
                throw .invalidProtocol("a reply to no command")
            }
            entries[complete].call.append(reply)
            if entries[complete].call.isComplete { complete += 1 }
        }
        defer { entries.removeFirst(complete) }
        return entries.prefix(complete).map(\.call)
    }

    /// What is left when the connection ends: only of the untouched calls it is certain that no server has seen them.
    func remains() -> (touched: [RedisCall], untouched: [RedisCall]) {
        let border = entries.firstIndex { $0.position >= written } ?? entries.endIndex
        return (entries[..<border].map(\.call), entries[border...].map(\.call))
    }
}
