import Testing

@testable import Web

@Suite("Addresses in MAIL and RCPT")
struct SMTPPathTests {
    @Test(
        "an address in angle brackets is read",
        arguments: [
            ("TO:<a@x.nl>", "a@x.nl"), ("to: <a@x.nl>", "a@x.nl"), ("TO:<a+b@sub.x.nl>", "a+b@sub.x.nl"), ("TO:<>", ""),
        ])
    func good(argument: String, address: String) {
        #expect(SMTPPath(argument, keyword: "TO:")?.address == address)
    }

    @Test(
        "anything else is not an address",
        arguments: [
            "", "TO:", "TO:a@x.nl", "TO:<a@x.nl", "FROM:<a@x.nl>", "TO:<a b@x.nl>", "TO:<@x.nl>", "TO:<a@>",
            "TO:<anna>",
            "TO:<é@x.nl>", "TO:<a@x.nl>RCPT", "TO:<a<b@x.nl>", "TO:<\(String(repeating: "a", count: 260))@x.nl>",
        ])
    func bad(argument: String) {
        #expect(SMTPPath(argument, keyword: "TO:") == nil)
    }

    @Test("parameters are read with their names in capitals")
    func parameters() {
        let path = SMTPPath("FROM:<a@x.nl> size=10 Body=8BITMIME SMTPUTF8", keyword: "FROM:")
        #expect(path?.parameters == ["SIZE": "10", "BODY": "8BITMIME", "SMTPUTF8": ""])
    }
}
