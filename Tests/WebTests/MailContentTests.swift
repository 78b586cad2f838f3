import Testing

@testable import Web

@Suite("What a reader sees of a mail")
struct MailContentTests {
    private func read(_ lines: String...) -> MailContent {
        MailContent(Array(lines.joined(separator: "\r\n").utf8))
    }

    @Test("a mail with two parts shows its text and its HTML, decoded")
    func alternative() {
        let mail = read(
            "From: Caren <noreply@caren.example>", "To: anna@example.org",
            "Subject: =?utf-8?q?=C3=89=C3=A9n_keer_inloggen?=", "\t=?utf-8?q?_bij_Caren?=",
            "Message-ID: <1@caren.example>",
            "MIME-Version: 1.0", "Content-Type: multipart/alternative;", " boundary=\"=_a b\"", "", "preamble",
            "--=_a b", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "",
            "E=C3=A9n lange =", "regel", "twee", "--=_a b", "Content-Type: text/html; charset=\"utf-8\"",
            "Content-Transfer-Encoding: base64", "", "PHA+w4k=", "w6luPC9wPg==", "--=_a b--", "epilogue")
        #expect(mail.subject == "Één keer inloggen bij Caren")
        #expect(mail.from == "Caren <noreply@caren.example>")
        #expect(mail.to == "anna@example.org")
        #expect(mail.messageID == "<1@caren.example>")
        #expect(mail.text == "Eén lange regel\ntwee")
        #expect(mail.html == "<p>É")
    }

    @Test("a mail without MIME headers is plain text")
    func plain() {
        let mail = read("Subject: hoi", "", "regel", "", "laatste", "")
        #expect(mail.text == "regel\n\nlaatste\n")
        #expect(mail.html == nil)
    }

    @Test("parts in parts are found, and an attachment is not taken for the text")
    func nested() {
        let mail = read(
            "Content-Type: multipart/mixed; boundary=uit", "", "--uit", "Content-Type: text/plain",
            "Content-Disposition: attachment; filename=a.txt", "", "bijlage", "--uit",
            "Content-Type: multipart/alternative; boundary=in", "", "--in", "", "tekst", "--in",
            "Content-Type: text/html; charset=iso-8859-1", "Content-Transfer-Encoding: quoted-printable", "", "caf=E9",
            "--in--", "--uit--")
        #expect(mail.text == "tekst")
        #expect(mail.html == "café")
    }

    @Test("a boundary that only begins like the real one divides nothing")
    func longerBoundary() {
        let mail = read("Content-Type: multipart/mixed; boundary=a", "", "--a", "", "een", "--ab", "twee", "--a--")
        #expect(mail.text == "een\n--ab\ntwee")
    }

    @Test(
        "a broken mail is read as far as it goes",
        arguments: [
            "", "\r\n", "Subject", " folded first\r\n\r\n", "Content-Type: multipart/mixed\r\n\r\nx",
            "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n--\r\n----",
            "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a",
            "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a--",
        ])
    func broken(raw: String) {
        #expect(MailContent(Array(raw.utf8)).html == nil)
    }

    @Test("text is found eight parts deep, and deeper it is left unread", arguments: [8, 9, 500])
    func deep(depth: Int) {
        let parts = (0..<depth).map { "Content-Type: multipart/mixed; boundary=b\($0)x\r\n\r\n--b\($0)x\r\n" }
        let mail = MailContent(Array((parts.joined() + "\r\ntekst").utf8))
        #expect(mail.text == (depth == 8 ? "tekst" : nil))
    }

    @Test(
        "quoted-printable is undone, and an escape that is none stays visible",
        arguments: [
            ("a=3Db", "a=b"), ("a=\r\nb", "ab"), ("a=\nb", "ab"), ("a=", "a="), ("a=4", "a=4"), ("=zz", "=zz"),
            ("=c3=a9", "é"),
        ])
    func quotedPrintable(encoded: String, plain: String) {
        #expect(TransferEncoding.quotedPrintable(Array(encoded.utf8)[...]) == Array(plain.utf8))
    }

    @Test(
        "encoded words become text",
        arguments: [
            ("Je inlogcode", "Je inlogcode"), ("=?UTF-8?B?w4nDqW4=?= keer", "Één keer"),
            ("=?utf-8?q?a?=   =?utf-8?q?b?=", "ab"), ("=?utf-8?q?a?= en =?utf-8?q?b?=", "a en b"),
            ("=?iso-8859-1?q?caf=E9?=", "café"), ("=?windows-1252?q?=93hoi=94?=", "“hoi”"),
            ("=?utf-8*nl?q?een_twee?=", "een twee"), ("=?utf-8?x?a?=", "=?utf-8?x?a?="), ("a =? b", "a =? b"),
            ("=?utf-8?q?open", "=?utf-8?q?open"), ("\"=?utf-8?q?C?=\" <a@x.nl>", "\"C\" <a@x.nl>"),
        ])
    func encodedWords(header: String, text: String) {
        #expect(EncodedWords.decode(header) == text)
    }
}
