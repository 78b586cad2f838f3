/// What each answer that is not the agreed success means.
struct AnswerRules: Sendable {
    /// In the order in which codes are looked for: what names a fault of ours is narrower than what names a refusal.
    enum Meaning: String, CaseIterable, Sendable {
        case retry
        case misconfigured
        case refused
        case unknown
    }

    struct Rule: Sendable {
        let meaning: Meaning
        let status: [StatusPattern]
        let codes: [CodeRule]
    }

    let rules: [Rule]

    /// The vendor's own code says more than the status, a status in the file more than our defaults.
    ///
    /// - Parameter namesTime: whether the gateway says when to come back (`Retry-After`).
    func meaning(_ status: Int, _ body: AnswerBody?, namesTime: Bool) -> Meaning {
        if let body, let rule = rules.first(where: { $0.codes.contains { $0.occurs(in: body) } }) {
            return rule.meaning
        }
        let named =
            rules.first { $0.status.contains(.one(status)) }
            ?? rules.first { $0.status.contains { $0.matches(status) } }
        return named?.meaning ?? Self.usualMeaning(status, namesTime: namesTime)
    }

    /// Whether the gateway's file itself has the code, at that place.
    func names(_ code: String, at path: JSONPath) -> Bool {
        codes.contains {
            if case .values(let rule) = $0 { rule.path == path && rule.values.contains(code) } else { false }
        }
    }

    /// All by which an answer may be recognised.
    var codes: [CodeRule] {
        rules.flatMap(\.codes)
    }

    /// RFC 9110, where it says whether the request was acted on; a gateway behind a broken proxy may have been.
    static func usualMeaning(_ status: Int, namesTime: Bool) -> Meaning {
        switch status {
        case 408, 425, 429: .retry
        // A proxy says the same when what is behind it dies with the request in hand, but not when to come back.
        case 503: namesTime ? .retry : .unknown
        case 301, 307, 308: .misconfigured  // our base address is out of date, and the message is not wanted here
        case 401, 402, 403, 404, 405: .misconfigured
        case 400..<500: .refused
        default: .unknown
        }
    }
}
