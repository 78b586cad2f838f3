import CHiredis
import Glibc

/// Reads replies out of a stream of bytes, with hiredis' reader.
final class ReplyReader {
    private let reader: UnsafeMutablePointer<redisReader>
    private let functions: UnsafeMutablePointer<redisReplyObjectFunctions>
    /// Of a reply, in bytes of the protocol, give or take what is fed at once.
    private let limit: Int
    /// Bytes that came since the last whole reply.
    private var pending = 0

    init(limit: Int) throws(RedisLinkFailure) {
        functions = .allocate(capacity: 1)
        functions.initialize(
            to: redisReplyObjectFunctions(
                createString: makeText, createArray: makeArray, createInteger: makeInteger, createNil: makeNull,
                freeObject: release))
        guard let reader = redisReaderCreateWithFunctions(functions) else {
            functions.deallocate()
            throw .system(call: "redisReaderCreate", errno: ENOMEM)
        }
        self.reader = reader
        self.limit = limit
    }

    deinit {
        redisReaderFree(reader)
        functions.deallocate()
    }

    func feed(_ bytes: UnsafeRawBufferPointer) throws(RedisLinkFailure) {
        let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard redisReaderFeed(reader, text, bytes.count) == REDIS_OK else { throw failure }
        pending += bytes.count
    }

    /// nil when more bytes are needed.
    func next() throws(RedisLinkFailure) -> RedisReply? {
        var reply: UnsafeMutableRawPointer?
        guard redisReaderGetReply(reader, &reply) == REDIS_OK else { throw failure }
        guard let reply else {
            guard pending <= limit else { throw .replyTooLarge }
            return nil
        }
        pending = 0
        return Unmanaged<ReplyNode>.fromOpaque(reply).takeRetainedValue().reply
    }

    private var failure: RedisLinkFailure {
        .invalidProtocol(withUnsafeBytes(of: reader.pointee.errstr, ServerErrorText.line))
    }
}

// MARK: - What hiredis calls

private func makeText(
    _ task: UnsafePointer<redisReadTask>?, _ text: UnsafeMutablePointer<CChar>?, _ length: Int
) -> UnsafeMutableRawPointer? {
    let bytes = UnsafeRawBufferPointer(start: text, count: length)
    let reply: RedisReply =
        switch task?.pointee.type {
        case REDIS_REPLY_ERROR: .error(ServerErrorText.showable(bytes))
        case REDIS_REPLY_STATUS: .status(String(decoding: bytes, as: UTF8.self))
        default: .bytes(Array(bytes))
        }
    return hand(reply, to: task)
}

/// Makes no room for elements that the peer only announces.
private func makeArray(_ task: UnsafePointer<redisReadTask>?, _ count: Int32) -> UnsafeMutableRawPointer? {
    hand(.array([]), to: task)
}

private func makeInteger(_ task: UnsafePointer<redisReadTask>?, _ value: Int64) -> UnsafeMutableRawPointer? {
    hand(.integer(Int(value)), to: task)
}

private func makeNull(_ task: UnsafePointer<redisReadTask>?) -> UnsafeMutableRawPointer? {
    hand(.null, to: task)
}

/// Only for the outermost reply, and so for all that is in it.
private func release(_ reply: UnsafeMutableRawPointer?) {
    guard let reply else { return }
    Unmanaged<ReplyNode>.fromOpaque(reply).release()
}

/// An element belongs to its array; the outermost reply to the reader, until `next` takes it or `release` drops it.
private func hand(_ reply: RedisReply, to task: UnsafePointer<redisReadTask>?) -> UnsafeMutableRawPointer {
    let node = ReplyNode(reply)
    guard let array = task?.pointee.parent?.pointee.obj else { return Unmanaged.passRetained(node).toOpaque() }
    Unmanaged<ReplyNode>.fromOpaque(array).takeUnretainedValue().append(node)
    return Unmanaged.passUnretained(node).toOpaque()
}
