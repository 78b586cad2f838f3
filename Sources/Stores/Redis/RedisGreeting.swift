/// What a server says of itself when a connection to it stands; nil where this user may not know.
package struct RedisGreeting: Sendable, Equatable {
    package let endpoint: RedisEndpoint
    /// Another one at the same place means another server, or the same after a restart.
    package let runID: String?
    /// `master` or `slave`.
    package let role: String?
    package let isAppendOnly: Bool?
    /// `always`, `everysec` or `no`.
    package let appendSync: String?
    /// In bytes; 0 is without limit.
    package let maxMemory: Int?
    package let maxMemoryPolicy: String?

    /// - Parameters:
    ///   - info: the reply to `INFO`.
    ///   - appendSync: the reply to `CONFIG GET appendfsync`.
    init(from endpoint: RedisEndpoint, info: RedisReply?, appendSync: RedisReply?) {
        var fields: [Substring: Substring] = [:]
        if case .bytes(let bytes)? = info {
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let colon = line.firstIndex(of: ":") ?? line.endIndex
                fields[line[..<colon]] = line[colon...].dropFirst()
            }
        }
        self.endpoint = endpoint
        runID = fields["run_id"].map(String.init)
        role = fields["role"].map(String.init)
        isAppendOnly = fields["aof_enabled"].map { $0 == "1" }
        maxMemory = fields["maxmemory"].flatMap { Int($0) }
        maxMemoryPolicy = fields["maxmemory_policy"].map(String.init)
        if case .array(let pair)? = appendSync, pair.count == 2, case .bytes(let value) = pair[1] {
            self.appendSync = String(decoding: value, as: UTF8.self)
        } else {
            self.appendSync = nil
        }
    }
}
