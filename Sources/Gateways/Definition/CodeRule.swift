/// By what an answer is recognised besides its status.
enum CodeRule: Sendable {
    /// A vendor's code in JSON.
    case values(ValueRule)
    /// Words anywhere in an answer that is plain text; as they stand there, in capitals or not.
    case words([String])

    func occurs(in body: AnswerBody) -> Bool {
        switch self {
        case .values(let rule): body.json.map { rule.occurs(in: $0) } ?? false
        case .words(let words): words.contains { body.text.holds($0.utf8) }
        }
    }

    /// Whether an answer could be meant by both.
    func overlaps(_ other: CodeRule) -> Bool {
        switch (self, other) {
        case (.values(let one), .values(let two)):
            one.path == two.path && !Set(one.values).isDisjoint(with: two.values)
        case (.words(let one), .words(let two)):
            one.contains { one in two.contains { Array(one.utf8).holds($0.utf8) || Array($0.utf8).holds(one.utf8) } }
        case (.values, .words), (.words, .values):
            false
        }
    }
}
