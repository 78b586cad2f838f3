/// What to do with the message at hand.
struct Verdict: Equatable, Sendable {
    enum Answer: Equatable, Sendable {
        case accept
        /// Keep the message, close without a word: the sender cannot know.
        case drop
        case refuseRecipient
        case status(Int)
    }

    var delayMilliseconds = 0
    var answer = Answer.accept
}
