import Jobs
import Transfers

/// Judges what a gateway said. Pure.
struct AnswerReader: Sendable {
    private let success: SuccessRule
    private let id: JSONPath?
    private let answers: AnswerRules
    private let codePaths: [JSONPath]

    init(_ definition: GatewayDefinition) {
        success = definition.success
        id = definition.id
        answers = definition.answers
        codePaths = definition.answers.codePaths
    }

    /// - Parameter order: what was sent; nothing of it may come back in a note.
    func read(_ result: HTTPResult, to order: SMSOrder) -> SendAnswer {
        switch result {
        case .notSent(let failure): SendAnswer(notSent: failure)
        case .maybeSent(let failure): SendAnswer(maybeSent: failure)
        case .answered(let answer): read(answer, to: order)
        }
    }

    private func read(_ answer: HTTPAnswer, to order: SMSOrder) -> SendAnswer {
        let body = answer.isBodyComplete ? JSONValue(answer.body) : nil
        let note = note(answer, body, order)
        let id = messageID(body)
        if success.holds(answer.status, body, id: id) { return SendAnswer(.accepted(id: id), note: note) }
        switch answers.meaning(answer.status, body) {
        case .retry: return SendAnswer(.retry(after: answer.retryAfter), note: note)
        case .refused: return SendAnswer(.refused, note: note)
        case .misconfigured: return SendAnswer(.misconfigured, note: note)
        case .unknown: return SendAnswer(.unknown, note: note)
        }
    }

    private func messageID(_ body: JSONValue?) -> String? {
        guard let id, let found = body?.values(at: id).first else { return nil }
        switch found {
        case .string(let text), .number(let text):
            let isFit = (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
            return isFit ? text : nil
        case .null, .bool, .array, .object:
            return nil
        }
    }

    /// `HTTP 400 invalid_recipient`
    private func note(_ answer: HTTPAnswer, _ body: JSONValue?, _ order: SMSOrder) -> String {
        var note = "HTTP \(answer.status)"
        if !answer.isBodyComplete { note += ", cut" }
        for path in codePaths {
            guard let code = body?.values(at: path).lazy.compactMap(\.scalarText).first else { continue }
            if answers.names(code, at: path) || Self.isSafe(code, order) { note += " " + code }
            break
        }
        return note
    }

    /// A vendor's code is a word; a field that echoes the number or the text is left out. (A code that stands in the
    /// gateway's file is no echo: Vonage's `4` may well be a digit of the text.)
    private static func isSafe(_ code: String, _ order: SMSOrder) -> Bool {
        let isWord = code.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte.isLetterOrDigit
        }
        let digits = code.utf8.count { (0x30...0x39).contains($0) }
        guard isWord, (1...40).contains(code.utf8.count), digits < 7 else { return false }
        return !order.text.withBytes { text in
            text.indices.contains { text[$0...].starts(with: code.utf8) }
        }
    }
}
