import FoundationEssentials
import Testing

@testable import Web

@Suite("The inbox")
struct InboxTests {
    private func sms(_ text: String, to recipient: String = "+31612345678", at seconds: Double = 0) -> InboxMessage {
        InboxMessage(
            SMSRequest(to: recipient, from: "Caren", text: text, reference: nil, validitySeconds: nil), dropped: false,
            at: Date(timeIntervalSince1970: seconds))
    }

    private func mail(_ recipients: [String]) -> InboxMessage {
        let raw = Array("From: Caren <c@x.nl>\r\nSubject: hoi\r\n\r\nJe code: 123456\r\n".utf8)
        return InboxMessage(
            MailEnvelope(sender: "bounce@x.nl", recipients: recipients, raw: raw), dropped: true,
            at: Date(timeIntervalSince1970: 1_800_000_000.25))
    }

    @Test("the newest message comes first, and the oldest makes room")
    func capacity() async {
        let inbox = Inbox(capacity: 2)
        for text in ["een", "twee", "drie"] {
            await inbox.add(sms(text))
        }
        #expect(await inbox.messages().map(\.text) == ["drie", "twee"])
    }

    @Test("very heavy messages make room too, but the newest one always stays")
    func weight() async {
        let inbox = Inbox(capacity: 100, weightLimit: 10_000)
        let heavy = String(repeating: "x", count: 5_000)
        for _ in 0..<3 {
            await inbox.add(sms(heavy))
        }
        #expect(await inbox.messages().count == 1)
        await inbox.add(sms(heavy + heavy + heavy))
        #expect(await inbox.messages().map(\.text.utf8.count) == [heavy.utf8.count * 3])
    }

    @Test("messages are found by recipient, of several too, by kind, and by id")
    func filters() async {
        let inbox = Inbox(capacity: 10)
        let first = sms("een")
        await inbox.add(first)
        await inbox.add(mail(["a@x.nl", "b@x.nl"]))
        #expect(await inbox.messages(to: "B@x.nl").map(\.kind) == [.email])
        #expect(await inbox.messages(to: "+31612345678").map(\.text) == ["een"])
        #expect(await inbox.messages(kind: .sms).count == 1)
        #expect(await inbox.messages(to: "a@x.nl", kind: .sms).isEmpty)
        #expect(await inbox.message(id: first.id)?.text == "een")
        #expect(await inbox.message(id: "sms_none") == nil)
    }

    @Test("a mail is written for programs with its own fields only")
    func json() throws {
        let message = mail(["a@x.nl", "b@x.nl"])
        #expect(
            try JSONText.of(message)
                == #"{"code":"123456","dropped":true,"from":"Caren <c@x.nl>","id":"\#(message.id)","kind":"email","#
                + #""received_at":"2027-01-15T08:00:00.250Z","subject":"hoi","text":"Je code: 123456\n","#
                + #""to":"a@x.nl, b@x.nl"}"#)
    }

    @Test("a listener hears of messages, faults and wiping, in that order")
    func events() async throws {
        let inbox = Inbox(capacity: 1)
        var events = await inbox.listen().makeAsyncIterator()
        let first = sms("een")
        await inbox.add(first)
        await inbox.add(sms("twee"))
        await inbox.plan(FaultPlan(sms: Fault(status: 503, times: 1)))
        _ = await inbox.judge { $0.judge(sms: "+31612345678") }
        await inbox.clear()
        var names: [String] = []
        for _ in 0..<6 {
            let text = try EventStream.text(try #require(await events.next()))
            names.append(String(text.prefix { $0 != "\n" }))
        }
        #expect(
            names == [
                "event: message", "event: message", "event: removed", "event: faults", "event: faults",
                "event: cleared",
            ])
    }

    @Test("a listener that falls behind is cut off, so that it starts afresh")
    func slowListener() async {
        let inbox = Inbox(capacity: 1)
        let events = await inbox.listen()
        for _ in 0...Inbox.backlogLimit {
            await inbox.beat()
        }
        var count = 0
        for await _ in events {
            count += 1
        }
        #expect(count == Inbox.backlogLimit)
    }

    @Test("an event is one block of lines, whatever the text holds")
    func eventText() throws {
        let text = try EventStream.text(.added(sms("een\n\ndata: twee\r\n")))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 4)
        #expect(text.hasPrefix("event: message\ndata: {"))
        #expect(text.hasSuffix("}\n\n"))
    }
}
