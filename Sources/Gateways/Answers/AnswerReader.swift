import Jobs
import Transfers

/// Judges what a gateway said. Pure.
struct AnswerReader: Sendable {
    private let success: SuccessRule
    private let id: IDPlace?
    private let answers: AnswerRules
    private let codes: [CodeRule]

    init(_ definition: GatewayDefinition) {
        success = definition.success
        id = definition.id
        answers = definition.answers
        codes = definition.answers.codes
    }

    /// - Parameter order: what was sent; nothing of it may come back in a note, or as the gateway's name for the message.
    func read(_ result: HTTPResult, to order: SMSOrder) -> SendAnswer {
        switch result {
        case .notSent(let failure): SendAnswer(notSent: failure)
        case .maybeSent(let failure): SendAnswer(maybeSent: failure)
        case .answered(let answer): read(answer, to: order)
        }
    }

    private func read(_ answer: HTTPAnswer, to order: SMSOrder) -> SendAnswer {
        let body = answer.isBodyComplete ? AnswerBody(answer.body) : nil
        let note = note(answer, body, order)
        let id = body.flatMap { self.id?.id(in: $0) }
        if success.holds(answer.status, body, id: id) {
            return SendAnswer(.accepted(id: id.flatMap { Self.isEcho($0, order) ? nil : $0 }), note: note)
        }
        // What was taken of it is on its way, perhaps with the code in it.
        if success.isPartial(answer.status, body) { return SendAnswer(.unknown, note: note) }
        switch answers.meaning(answer.status, body, namesTime: answer.retryAfter != nil) {
        case .retry: return SendAnswer(.retry(after: answer.retryAfter), note: note)
        case .refused: return SendAnswer(.refused, note: note)
        case .misconfigured: return SendAnswer(.misconfigured, note: note)
        case .unknown: return SendAnswer(.unknown, note: note)
        }
    }

    /// `HTTP 400 invalid_recipient`, `HTTP 403 Authorization failed`
    private func note(_ answer: HTTPAnswer, _ body: AnswerBody?, _ order: SMSOrder) -> String {
        let note = "HTTP \(answer.status)" + (answer.isBodyComplete ? "" : ", cut")
        guard let body else { return note }
        for code in codes {
            switch code {
            case .values(let rule):
                guard let code = body.json?.values(at: rule.path).lazy.compactMap(\.scalarText).first else { continue }
                return answers.names(code, at: rule.path) || Self.isSafe(code, order) ? "\(note) \(code)" : note
            case .words(let words):
                // In the words of the gateway's file: a text may quote anything, a password too.
                guard let word = words.first(where: { body.text.holds($0.utf8) }) else { continue }
                return "\(note) \(word)"
            }
        }
        return note
    }

    /// A vendor's code is a word; a field that echoes the number or the text is left out. (A code that stands in the
    /// gateway's file is no echo: Vonage's `4` may well be a digit of the text.)
    private static func isSafe(_ code: String, _ order: SMSOrder) -> Bool {
        let isWord = code.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte.isLetterOrDigit
        }
        guard isWord, (1...40).contains(code.utf8.count), code.utf8.count(where: \.isDigit) < 7 else { return false }
        return !order.text.withBytes { $0.holds(code.utf8) } && !isEcho(code, order)
    }

    /// Whether the code or the number stands in it, in whichever form a gateway writes them.
    private static func isEcho(_ word: String, _ order: SMSOrder) -> Bool {
        let national = order.to.e164.utf8.suffix(9)  // without the country: 0612… is 31612… too
        let digits = word.utf8.filter(\.isDigit)
        return digits.holds(national) || order.text.withBytes { QuotedSecrets(of: $0) }.areQuoted(in: word)
    }
}
