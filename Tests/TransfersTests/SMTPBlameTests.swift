import Testing

@testable import Transfers

/// Is it this mail that the relay refuses for good, or us, so that a person must do something?
struct SMTPBlameTests {
    private func isOfUs(_ line: String, at stage: SMTPDialogue.Stage) -> Bool {
        let code = Int(line.prefix(3)) ?? 0
        return SMTPReply(code: code, words: line.dropFirst(3).utf8, hiding: ["jan@example.nl"]).isOfUs(at: stage)
    }

    @Test(
        "whatever is refused before a recipient is named is ours to mend",
        arguments: ["550 5.1.1 no", "554 no", "502 5.5.1 no", "535 5.7.8 wrong", "552 5.3.4 too big"])
    func early(line: String) {
        #expect(isOfUs(line, at: .session))
        #expect(isOfUs(line, at: .sender))
    }

    @Test(
        "what speaks of us is ours to mend at any later stage",
        arguments: [
            "530 5.7.0 Must issue a STARTTLS command first", "530 5.7.57 Client not authenticated",
            "534 5.7.9 too weak",
            "535 5.7.8 wrong", "538 5.7.11 encrypt first", "555 5.5.4 parameter", "503 5.5.1 bad sequence",
            "504 5.5.2 <worker>: Helo command rejected: need fully-qualified hostname",
            "550 5.1.8 <noreply@portal.example>: Sender address rejected: Domain not found", "553 5.1.7 bad sender",
            "552 5.3.4 too big", "550 5.7.20 no passing signature", "550 5.7.23 SPF", "550 5.7.25 no PTR record",
            "550 5.7.26 unauthenticated", "550 5.7.27 SPF", "550 5.7.28 mail flood", "554 5.7.60 cannot send as",
            "550 5.7.509 DMARC", "550 5.7.515 Access denied",
        ])
    func ours(line: String) {
        for stage in [SMTPDialogue.Stage.recipient, .data, .message] { #expect(isOfUs(line, at: stage)) }
    }

    @Test(
        "what relays say of relaying, login, sender and client when the recipient is named",
        arguments: [
            "550 5.7.1 denied", "554 5.7.1 <jan@example.nl>: Relay access denied", "550 relay not permitted",
            "553 sorry, we do not relay (#5.7.1)", "550-relay not permitted, authentication required",
            "553 5.7.1 <noreply@portal.example>: Sender address rejected: not owned by user jan",
            "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using a list",
            "554 5.7.1 <worker>: Helo command rejected: go away", "550 Sender verify failed",
        ])
    func recipient(line: String) {
        #expect(isOfUs(line, at: .recipient))
        #expect(!isOfUs(line, at: .message))
    }

    @Test(
        "what speaks of the recipient or the mail is refused for good, and no alarm is raised",
        arguments: [
            "550 5.1.1 <jan@example.nl>: no such user", "550 no such user here", "551 5.1.6 moved",
            "552 5.2.2 mailbox full", "552 mailbox full", "553 5.1.3 address syntax", "554 5.7.1 recipient says no",
            "556 5.1.10 takes no mail", "550 5.2.1 disabled", "554 5.4.14 loop", "550 5.7.2 list", "550 5.4.1 no",
        ])
    func theirs(line: String) {
        #expect(!isOfUs(line, at: .recipient))
        #expect(!isOfUs(line, at: .message))
    }

    @Test("a content that is refused is refused", arguments: ["554 5.7.1 spam", "550 5.7.1 spam", "550 5.6.0 no"])
    func content(line: String) {
        #expect(!isOfUs(line, at: .message))
    }
}
