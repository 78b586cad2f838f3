/// Status and body together say that the message was taken.
struct SuccessRule: Sendable {
    let status: [StatusPattern]
    /// All must hold.
    let body: [ValueRule]
    /// Whether the answer must name the message.
    let needsID: Bool

    init(status: [StatusPattern] = [.hundred(2)], body: [ValueRule] = [], needsID: Bool = false) {
        self.status = status
        self.body = body
        self.needsID = needsID
    }

    /// - Parameters:
    ///   - answer: nil when it did not come whole; then only a rule that asks for a status alone can hold.
    ///   - id: the message's name in it.
    func holds(_ status: Int, _ answer: JSONValue?, id: String?) -> Bool {
        guard self.status.contains(where: { $0.matches(status) }) else { return false }
        if body.isEmpty, !needsID { return true }
        guard let answer else { return false }
        guard !needsID || id != nil else { return false }
        return body.allSatisfy { $0.holds(in: answer) }
    }
}
