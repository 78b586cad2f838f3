import TestSupport
import Testing

@testable import Transfers

@Suite(.timeLimit(.minutes(1)))
struct SMTPClientTests {
    @Test("the wire shows envelope and message as they were given, with dots doubled")
    func wire() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let client = try SMTPClient(sessions: 1)
        let result = await client.send(.mail(to: server.port))
        #expect(result.accepted?.text == "Ok: queued as ABC123")
        let expected = [
            "EHLO worker.example", "MAIL FROM:<noreply@portal.example> SIZE=43", "RCPT TO:<jan@example.nl>", "DATA",
            "Subject: code\r\n\r\nDe code is 739152.\r\n..dot\r\n.\r\n",
        ]
        #expect(server.wire == expected)
    }

    @Test("mails follow each other on one connection, the next after a refusal of a message, too")
    func reuse() async throws {
        var script = SMTPScript()
        script.message = "554 5.6.0 no"
        let server = FaultServer { [script] in script.run($0) }
        let client = try SMTPClient(sessions: 1)
        for _ in 0..<3 {
            #expect(await client.send(.mail(to: server.port)).summary == "refused 554 5.6.0 no")
        }
        #expect(server.connections == 1)
        #expect(server.wire.count { $0.hasPrefix("EHLO") } == 1)
    }

    @Test("a mail without sender has an empty reverse path")
    func noSender() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        var mail = MailTransfer.mail(to: server.port)
        mail.sender = ""
        #expect(try await SMTPClient(sessions: 1).send(mail).accepted != nil)
        #expect(server.wire.contains { $0.hasPrefix("MAIL FROM:<>") })
    }

    @Test(
        "an address that could become a command never reaches the relay",
        arguments: [
            "", "jan@example.nl>\r\nRCPT TO:<eve@example.nl", "jan @example.nl", "jan@example.nl\0", "<jan@example.nl>",
            "j\u{e1}n@example.nl", "jan@example.nl\t",
        ]
    )
    func badAddress(address: String) async throws {
        let server = FaultServer { SMTPScript().run($0) }
        let client = try SMTPClient(sessions: 1)
        var mail = MailTransfer.mail(to: server.port)
        mail.recipient = address
        #expect(await client.send(mail).summary == "notSent BAD_FUNCTION_ARGUMENT")
        mail.recipient = "jan@example.nl"
        mail.sender = address.isEmpty ? " " : address
        #expect(await client.send(mail).summary == "notSent BAD_FUNCTION_ARGUMENT")
        #expect(server.connections == 0)
    }

    @Test(
        "a message with a bare CR or LF never reaches the relay",
        arguments: ["a\nb\r\n", "a\rb\r\n", "a\r\n\n.\n", "a\r", "\n", "a\r\r\n", ""]
    )
    func badMessage(message: String) async throws {
        let server = FaultServer { SMTPScript().run($0) }
        var mail = MailTransfer.mail(to: server.port)
        mail.message = Array(message.utf8)
        #expect(try await SMTPClient(sessions: 1).send(mail).summary == "notSent BAD_FUNCTION_ARGUMENT")
        #expect(server.connections == 0)
    }

    @Test(
        "a name that could become a command never reaches the relay", arguments: ["a\r\nb", "a b", "a/b", "", "a%0D"])
    func badName(name: String) async throws {
        let client = try SMTPClient(sessions: 1)
        var mail = MailTransfer.mail(to: 1)
        mail.relay.helloName = name
        #expect(await client.send(mail).summary == "notSent BAD_FUNCTION_ARGUMENT")
        mail.relay.helloName = "worker.example"
        mail.relay.host = name
        #expect(await client.send(mail).summary == "notSent BAD_FUNCTION_ARGUMENT")
    }

    @Test("mails go out over as many sessions as there are, and wait for one in order")
    func sessions() async throws {
        let gate = Gate()
        let server = slowServer(gate)
        let client = try SMTPClient(sessions: 3)
        let mail = MailTransfer.mail(to: server.port, timeout: .seconds(50))  // all tests begin at once
        let accepted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<50 { group.addTask { await client.send(mail).accepted != nil } }
            var greetings = 0
            for await line in server.arrivals where line.hasPrefix("EHLO") {
                greetings += 1
                if greetings == 3 { break }
            }
            #expect(server.connections == 3)
            for _ in 0..<50 { gate.open() }  // a session that had to wait for long begins with a new connection
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(accepted == 50)
        #expect(server.wire.count { $0.hasPrefix("MAIL") } == 50)
    }

    /// A relay that keeps the first mail waiting until the gate opens.
    private func slowServer(_ gate: Gate) -> FaultServer {
        var script = SMTPScript()
        script.hello = .hold(gate, "250 relay.example")
        return FaultServer { [script] in script.run($0) }
    }

    @Test("no session free before time is up: not sent")
    func noSession() async throws {
        let gate = Gate()
        let server = slowServer(gate)
        let client = try SMTPClient(sessions: 1)
        async let first = client.send(.mail(to: server.port))
        for await _ in server.arrivals { break }
        let second = await client.send(.mail(to: server.port, timeout: .milliseconds(50)))
        #expect(second == .notSent(.noFreeSession))
        gate.open()
        #expect(await first.accepted != nil)
        #expect(server.wire.count { $0.hasPrefix("MAIL") } == 1)
    }

    @Test("mails that wait give up each on its own time, whichever came first")
    func ownTime() async throws {
        let gate = Gate()
        let server = slowServer(gate)
        let client = try SMTPClient(sessions: 1)
        async let first = client.send(.mail(to: server.port))
        for await _ in server.arrivals { break }
        let gone = await withTaskGroup(of: Int.self) { group in
            for milliseconds in [600, 200, 400] {
                group.addTask {
                    let result = await client.send(.mail(to: server.port, timeout: .milliseconds(milliseconds)))
                    #expect(result == .notSent(.noFreeSession))
                    return milliseconds
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(gone == [200, 400, 600])
        gate.open()
        #expect(await first.accepted != nil)
    }

    @Test("a task cancelled while it waits for a session: not sent")
    func cancelled() async throws {
        let gate = Gate()
        let server = slowServer(gate)
        let client = try SMTPClient(sessions: 1)
        async let first = client.send(.mail(to: server.port))
        for await _ in server.arrivals { break }
        let second = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await client.send(.mail(to: server.port))
        }
        #expect(await second.value == .notSent(.cancelled))
        gate.open()
        #expect(await first.accepted != nil)
    }

    @Test("a client that is let go of takes its leave")
    func released() async throws {
        let server = FaultServer { SMTPScript().run($0) }
        do {
            let client = try SMTPClient(sessions: 1)
            #expect(await client.send(.mail(to: server.port)).accepted != nil)
        }
        for await line in server.arrivals where line == "QUIT" { break }
        for await _ in server.endings { break }
        #expect(server.wire.last == "QUIT")
    }

    @Test("a mail, a login or a relay cannot be printed")
    func unprintable() {
        var dumped = ""
        let mail = MailTransfer.mail(to: 1, login: .password(user: "u", password: HTTPRequest.secret))
        dump(mail, to: &dumped)
        dump(mail.relay.credentials, to: &dumped)
        dumped += "\(mail) \(mail.relay) \(String(reflecting: mail.relay.credentials))"
        #expect(!dumped.contains(HTTPRequest.secret))
        #expect(!dumped.contains("jan"))
    }
}
