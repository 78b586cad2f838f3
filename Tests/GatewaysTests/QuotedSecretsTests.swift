import TestSupport
import Testing

@testable import Gateways
@testable import Transfers

/// A code is found however others write it, and the names by which support asks for a message stay.
struct QuotedSecretsTests {
    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

    private func mail(_ code: String) -> [UInt8] {
        Array(
            ("Date: Sun, 29 Nov 2026 06:43:33 +0000\r\nSubject: Je inlogcode\r\nMIME-Version: 1.0\r\n\r\nVul deze code in:"
                + "\r\n\r\n\(code)\r\n\r\n<td style=3D\"color:#154273\">10 minuten</td>\r\n").utf8)
    }

    @Test("a code that is glued to anything, spelled, or in small letters is not in a relay's remark")
    func glued() {
        var random = SeededGenerator(seed: 29)
        for _ in 0..<3_000 {
            let code = code(&random)
            let before = ["", "code", "x", "ab-", "is:", "code nr ", "'"].randomElement(using: &random) ?? ""
            let after = ["", "!", "x", "abc", ".", ").", "-ok"].randomElement(using: &random) ?? ""
            var quoted = Bool.random(using: &random) ? code.lowercased() : code
            if code.count > 5 {
                let separator = ["", "-", " ", ".", " - "].randomElement(using: &random) ?? ""
                quoted = quoted.map(String.init).joined(separator: separator)
            }
            let words = " spam said \(before)\(quoted)\(after) and more"
            let remark = SMTPReply(code: 554, words: words.utf8, hiding: []).remark(on: mail(code))
            let letters = remark.filter { $0.isLetter || $0.isNumber }.lowercased()
            #expect(!letters.contains(code.lowercased()), "\(words): \(remark)")
            #expect(remark.hasPrefix("554 spam said"), "\(words): \(remark)")
            #expect(remark.hasSuffix("and more"), "\(words): \(remark)")
        }
    }

    /// As the contract has it, 4 to 10 of 0-9A-Z; with a digit where it is short.
    private func code(_ random: inout SeededGenerator) -> String {
        let isNumber = Bool.random(using: &random)
        let letters = isNumber ? Self.alphabet.prefix(10) : Self.alphabet[...]
        let count = Int.random(in: 4...10, using: &random)
        let code = String((0..<count).map { _ in letters.randomElement(using: &random) ?? "0" })
        return code.contains(where: \.isNumber) || count > 5 ? code : "7" + code.dropFirst()
    }

    @Test(
        "a name of a message stays",
        arguments: [
            "Ok: queued as 4FgD1x0001", "2.0.0 OK 1764396181 a640c23a62f3a-b76f59aef63si1204837766b.421 - gsmtp",
            "Requested mail action okay, completed: id=1N9dsV-1mQ3hV0OBl-015Wm6", "queued as 20261129064333.B1C2D3E4",
            "OK id=b4e905d4-774c-4c83-8360-01427e17a33a", "rejected 77 of 482",
        ])
    func names(words: String) {
        let remark = SMTPReply(code: 250, words: (" " + words).utf8, hiding: []).remark(on: mail("482913"))
        #expect(remark == "250 \(words)")
    }

    @Test("four digits within more of them are not the code; by themselves they are")
    func short() {
        let secrets = QuotedSecrets(of: mail("4829"))
        for word in ["14829", "48291", "0-4829", "4829-1"] { #expect(!secrets.areQuoted(in: word), "\(word)") }
        for word in ["4829", "code4829!", "x4829x", "4-8-2-9"] { #expect(secrets.areQuoted(in: word), "\(word)") }
    }

    @Test("a link's secret is found in the middle of a word")
    func link() {
        let secrets = QuotedSecrets(of: Array("https://caren.example/bevestigen?sleutel=Zk9xabcdefgh".utf8))
        #expect(secrets.areQuoted(in: "xxZK9XABCDEFGHyy"))
        #expect(!secrets.areQuoted(in: "caren.example/bevestigen"))
    }
}
