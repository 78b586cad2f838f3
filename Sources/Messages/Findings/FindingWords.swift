/// What is said of one problem in one language.
package struct FindingWords: Equatable, Sendable {
    /// What is wrong.
    package let message: String
    /// Why that matters to a reader, or to whoever pays; empty where the message says it all.
    package let why: String
    /// What to write instead; empty where nothing better can be said.
    package let suggestion: String

    init(_ message: String, why: String = "", suggestion: String = "") {
        self.message = message
        self.why = why
        self.suggestion = suggestion
    }
}
