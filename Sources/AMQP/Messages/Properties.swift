/// What travels with a body (AMQP 0-9-1, basic class), as far as Codebode uses it.
package struct Properties: Sendable, Equatable {
    package var contentType: String?
    package var messageID: String?
    package var correlationID: String?
    package var replyTo: String?
    /// Milliseconds in decimal, as the wire has it.
    package var expiration: String?
    /// Seconds since 1970.
    package var timestamp: UInt64?
    package var headers: [String: FieldValue]
    /// Headers that were nested too deep or were too many are missing from `headers`.
    package var headersTruncated = false

    package init(
        contentType: String? = nil,
        messageID: String? = nil,
        correlationID: String? = nil,
        replyTo: String? = nil,
        expiration: String? = nil,
        timestamp: UInt64? = nil,
        headers: [String: FieldValue] = [:]
    ) {
        self.contentType = contentType
        self.messageID = messageID
        self.correlationID = correlationID
        self.replyTo = replyTo
        self.expiration = expiration
        self.timestamp = timestamp
        self.headers = headers
    }
}
