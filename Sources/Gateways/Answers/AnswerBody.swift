/// A body that came whole, as the rules look into it.
struct AnswerBody: Sendable {
    let text: [UInt8]
    /// Nil when it is none.
    let json: JSONValue?

    init(_ text: [UInt8]) {
        self.text = text
        json = JSONValue(text)
    }
}
