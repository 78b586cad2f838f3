/// What Redis answers to one command (RESP2).
package enum RedisReply: Sendable, Equatable {
    case null
    case integer(Int)
    case bytes([UInt8])
    case status(String)
    /// The server's own words as far as they can be shown; see `ServerErrorText`.
    case error(String)
    case array([RedisReply])

    /// The reply, unless it is an error.
    package func get() throws(RedisError) -> RedisReply {
        guard case .error(let text) = self else { return self }
        throw ServerErrorText.passingCodes.contains(ServerErrorText.code(of: text))
            ? .unavailable(text) : .refused(text)
    }

    var errorText: String? {
        guard case .error(let text) = self else { return nil }
        return text
    }

    /// What an error begins with, such as `MOVED`.
    var errorCode: Substring? {
        errorText.map(ServerErrorText.code)
    }
}

extension RedisReply: CustomStringConvertible, CustomReflectable {
    /// The kind and size only: the values are those of jobs.
    package var description: String {
        switch self {
        case .null: "null"
        case .integer: "integer"
        case .bytes(let bytes): "\(bytes.count) bytes"
        case .status(let text): text
        case .error(let text): text
        case .array(let elements): "\(elements)"
        }
    }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
