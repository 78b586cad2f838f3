import CCurl

/// Follows what a relay says about one mail, and judges it in the end. No I/O.
struct SMTPDialogue {
    /// How far the mail has come: whose answer is awaited.
    enum Stage: Int {
        /// Greeting, EHLO, STARTTLS, login; skipped on a connection that is used again.
        case session
        /// `MAIL FROM`
        case sender
        /// `RCPT TO`
        case recipient
        /// `DATA`
        case data
        /// The message and the dot that ends it.
        case message
    }

    /// All replies to one mail together; a relay needs a few hundred bytes.
    static let maxReplies = 16 << 10
    private static let maxWords = 512

    private let addresses: [String]
    private var stage = Stage.session
    private var heard = 0
    private var isNewConnection = false
    private var hasLoggedIn = false
    private var isDecided = false
    private var words: [UInt8] = []
    /// The last one. Put into words only where it decides.
    private var reply: (code: Int, words: [UInt8])?

    /// - Parameter addresses: not to be quoted from a reply.
    init(hiding addresses: [String]) {
        self.addresses = addresses
    }

    /// False when the relay talks without end.
    ///
    /// - Parameter line: any line that the relay sent. Which ones count is libcurl's rule: three digits, then a space
    ///   or nothing for the last of a reply, or a hyphen.
    mutating func hear(_ line: UnsafeRawBufferPointer) -> Bool {
        heard += line.count
        guard heard <= Self.maxReplies else { return false }
        guard !isDecided, line.count > 4, line[..<3].allSatisfy({ (0x30...0x39).contains($0) }) else { return true }
        let isLast = line[3] == UInt8(ascii: " ") || line.count == 5
        guard isLast || line[3] == UInt8(ascii: "-") else { return true }

        words.append(UInt8(ascii: " "))
        words.append(contentsOf: line.dropFirst(4).prefix(max(0, Self.maxWords - words.count)))
        if isLast { endReply(line[..<3].reduce(0) { $0 * 10 + Int($1 - 0x30) }) }
        return true
    }

    /// libcurl is about to hand in the mail. False when it must not.
    ///
    /// libcurl goes on without login where the relay offers none. A connection that it uses again has passed here
    /// before, and libcurl uses it again for the same login only.
    mutating func beginEnvelope(needsLogin: Bool) -> Bool {
        stage = .sender
        reply = nil
        return hasLoggedIn || !isNewConnection || !needsLogin
    }

    /// libcurl takes the message, so the relay has asked for it.
    mutating func beginMessage() {
        stage = .message
    }

    private mutating func endReply(_ code: Int) {
        reply = (code, words)
        words = []
        switch stage {
        case .session:
            isNewConnection = true
            hasLoggedIn = hasLoggedIn || code == 235  // RFC 4954, section 6
        case .sender where code < 400:
            stage = .recipient
        case .recipient where code < 400:
            stage = .data
        case .data where code == 354:
            stage = .message
        case .sender, .recipient, .data, .message:
            isDecided = true  // what the relay says to libcurl's QUIT counts no more
        }
    }
}

// MARK: - Judging

extension SMTPDialogue {
    /// - Parameters:
    ///   - code: how libcurl ended. It comes first: the last reply alone says nothing of a broken connection.
    ///   - lastReply: libcurl's own `CURLINFO_RESPONSE_CODE`.
    ///   - failure: `code` in words.
    func result(_ code: CURLcode, lastReply: Int, failure: @autoclosure () -> TransferFailure) -> MailResult {
        if let reply, reply.code == lastReply {
            let reply = SMTPReply(code: reply.code, words: reply.words, hiding: addresses)
            if code == CURLE_OK, lastReply == 250, stage == .message { return .accepted(reply) }
            if isRelaysWord(code) {
                if (400..<500).contains(lastReply) { return .deferred(reply) }
                if (500..<600).contains(lastReply) {
                    return reply.isOfUs(at: stage) ? .misconfigured(reply) : .refused(reply)
                }
            }
        }
        if code == CURLE_ABORTED_BY_CALLBACK { return .notSent(.noLogin) }
        return stage == .message ? .maybeSent(failure()) : .notSent(failure())
    }

    /// Whether libcurl stopped because of what the relay said.
    private func isRelaysWord(_ code: CURLcode) -> Bool {
        switch code {
        case CURLE_WEIRD_SERVER_REPLY: true  // greeting; after the message
        case CURLE_SEND_ERROR: stage != .session  // MAIL, RCPT, DATA
        case CURLE_LOGIN_DENIED, CURLE_USE_SSL_FAILED, CURLE_REMOTE_ACCESS_DENIED: stage == .session
        default: false
        }
    }
}
