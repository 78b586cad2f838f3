/// What a relay says at each step; for a `FaultServer`.
package struct SMTPScript: Sendable {
    package enum Answer: Sendable, ExpressibleByStringLiteral {
        /// The end of the last line is added.
        case say(String)
        case silence
        /// Silence until the gate opens.
        case hold(Gate, String)
        case close
        case reset
        /// No more is said, and what comes is still read.
        case halfClose
        /// Some bytes of an answer, and the end.
        case part(String)
        /// An answer, and the end.
        case last(String)
        /// A megabyte of a line that never ends; and a reply that never ends.
        case endlessLine
        case endlessReply

        package init(stringLiteral text: String) {
            self = .say(text)
        }
    }

    package var greeting: Answer = "220 relay.example ESMTP"
    package var hello: Answer = "250-relay.example\r\n250 SIZE 1000000"
    package var startTLS: Answer = "502 5.5.1 what?"
    /// Asked before the answer to a login, each by a 334.
    package var challenges: [String] = []
    package var login: Answer = "235 2.7.0 welcome"
    package var sender: Answer = "250 2.1.0 Ok"
    package var recipient: Answer = "250 2.1.5 Ok"
    package var data: Answer = "354 go ahead"
    package var message: Answer = "250 2.0.0 Ok: queued as ABC123"

    /// What is said on the same connection once the first message has been answered; the same without it.
    package var then: [SMTPScript] = []

    package init() {}

    package func run(_ connection: FaultConnection) {
        guard give(greeting, connection) else { return }
        talk(connection)
    }

    private func talk(_ connection: FaultConnection) {
        while let line = connection.readLine() {
            switch line.prefix(4).uppercased() {
            case "EHLO", "HELO": guard give(hello, connection) else { return }
            case "STAR": guard give(startTLS, connection) else { return }
            case "AUTH": guard challenge(connection), give(login, connection) else { return }
            case "MAIL": guard give(sender, connection) else { return }
            case "RCPT": guard give(recipient, connection) else { return }
            case "DATA":
                guard give(data, connection), case .say(let text) = data else { return }
                guard text.hasPrefix("354") else { continue }
                guard connection.readMessage() != nil, give(message, connection) else { return }
                if let then = then.first { return then.talk(connection) }
            case "NOOP": connection.send("250 2.0.0 Ok\r\n")
            case "QUIT": connection.send("221 2.0.0 Bye\r\n")
            default: connection.send("500 5.5.1 what?\r\n")
            }
        }
    }

    private func challenge(_ connection: FaultConnection) -> Bool {
        challenges.allSatisfy { connection.send("334 \($0)\r\n") && connection.readLine() != nil }
    }

    private func give(_ answer: Answer, _ connection: FaultConnection) -> Bool {
        switch answer {
        case .say(let text):
            return connection.send(text + "\r\n")
        case .silence:
            connection.waitForPeer()
            return false
        case .hold(let gate, let text):
            gate.wait()
            return connection.send(text + "\r\n")
        case .close:
            return false
        case .reset:
            connection.reset()
            return false
        case .halfClose:
            connection.endSending()
            connection.waitForPeer()
            return false
        case .part(let text):
            connection.send(text)
            return false
        case .last(let text):
            connection.send(text + "\r\n")
            return false
        case .endlessLine:
            connection.send("250 ")
            connection.send(String(repeating: "x", count: 1 << 20))
            connection.waitForPeer()
            return false
        case .endlessReply:
            while connection.send("250-still here\r\n") {}
            return false
        }
    }
}
