import Jobs
import Transfers

/// What came of asking for an access token.
enum TokenAnswer: Sendable, Equatable {
    /// - life: how long it is good, by what the server says.
    case granted(Secret, life: Duration)
    /// Nothing of a message left us.
    case failed(SendAnswer)

    init(_ result: HTTPResult) {
        switch result {
        case .notSent(let failure):
            let answer = SendAnswer(notSent: failure)
            self = .failed(SendAnswer(answer.verdict, note: "token: " + answer.note))
        case .maybeSent(let failure):
            self = .failed(SendAnswer(.notSent, note: "token: " + failure.name))
        case .answered(let answer):
            self.init(answer)
        }
    }

    private init(_ answer: HTTPAnswer) {
        let body = answer.isBodyComplete ? JSONValue(answer.body) : nil
        let text = { (key: String) in body.flatMap { $0.values(at: key) } }
        var note = "token: HTTP \(answer.status)" + (answer.isBodyComplete ? "" : ", cut")
        guard (200..<300).contains(answer.status) else {
            if let error = text("error"), Self.errors.contains(error) { note += " " + error }
            self = .failed(SendAnswer(Self.verdict(answer.status), note: note))
            return
        }
        let isBearer = text("token_type")?.lowercased().hasPrefix("bearer") ?? true  // `BearerToken` is seen, too
        guard isBearer, let token = text("access_token"), Self.isFit(token) else {
            self = .failed(SendAnswer(.notSent, note: note + " without a token"))
            return
        }
        self = .granted(Secret(token), life: text("expires_in").flatMap(Self.life) ?? Self.unsaidLife)
    }

    /// Five minutes, for a server that does not say.
    private static let unsaidLife = Duration.seconds(300)

    /// RFC 6749, 5.2; other words of a server are not shown.
    private static let errors: Set = [
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
        "invalid_scope",
    ]

    private static func verdict(_ status: Int) -> SendAnswer.Verdict {
        switch AnswerRules.usualMeaning(status, namesTime: false) {
        case .misconfigured, .refused: .misconfigured
        case .retry, .unknown: .notSent
        }
    }

    /// In a header (RFC 6750, 2.1), of a length that a header has room for.
    private static func isFit(_ token: String) -> Bool {
        (1...8_192).contains(token.utf8.count) && token.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    }

    /// Of a number, or of a string with one.
    private static func life(_ text: String) -> Duration? {
        guard let seconds = Double(text), seconds.isFinite else { return nil }
        return .seconds(Int(min(max(seconds, 0), 86_400)))
    }
}

extension JSONValue {
    /// Of a string or a number at the top.
    fileprivate func values(at key: String) -> String? {
        guard case .object(let fields) = self else { return nil }
        switch fields[key] {
        case .string(let text), .number(let text): return text
        case .null, .bool, .array, .object, nil: return nil
        }
    }
}
