extension SMTPScript {
    /// At which a relay may go wrong; in their order.
    package enum Stage: String, CaseIterable, Sendable {
        case greeting, hello, login, sender, recipient, data, message
    }

    package mutating func spoil(_ stage: Stage, with answer: Answer) {
        switch stage {
        case .greeting: greeting = answer
        case .hello: hello = answer
        case .login: login = answer
        case .sender: sender = answer
        case .recipient: recipient = answer
        case .data: data = answer
        case .message: message = answer
        }
    }
}
