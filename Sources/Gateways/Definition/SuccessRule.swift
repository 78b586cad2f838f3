/// Status and body together say that the message was taken.
struct SuccessRule: Sendable {
    let status: [StatusPattern]
    /// All must hold.
    let body: [ValueRule]
    /// With one of which the text begins; empty where that says nothing.
    let begins: [String]
    /// Whether the answer must name the message.
    let needsID: Bool

    init(status: [StatusPattern] = [.hundred(2)], body: [ValueRule] = [], begins: [String] = [], needsID: Bool = false)
    {
        self.status = status
        self.body = body
        self.begins = begins
        self.needsID = needsID
    }

    /// - Parameters:
    ///   - answer: nil when it did not come whole; then only a rule that asks for a status alone can hold.
    ///   - id: the message's name in it.
    func holds(_ status: Int, _ answer: AnswerBody?, id: String?) -> Bool {
        guard self.status.contains(where: { $0.matches(status) }) else { return false }
        if body.isEmpty, begins.isEmpty, !needsID { return true }
        guard let answer else { return false }
        guard begins.isEmpty || begins.contains(where: { answer.text.starts(with: $0.utf8) }) else { return false }
        guard !needsID || id != nil else { return false }
        return body.allSatisfy { rule in answer.json.map { rule.holds(in: $0) } ?? false }
    }

    /// Whether some parts of a message were taken and others were not.
    func isPartial(_ status: Int, _ answer: AnswerBody?) -> Bool {
        guard self.status.contains(where: { $0.matches(status) }), let json = answer?.json else { return false }
        return body.contains { $0.occurs(in: json) && !$0.holds(in: json) }
    }
}
