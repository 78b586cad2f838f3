import Foundation
import Jobs
import Testing

@testable import Messages

/// What Python's `email` package, an independent reader, makes of our mails.
struct MailComposerTests {
    private struct Parsed: Decodable {
        struct Part: Decodable {
            let type: String
            let charset: String
            let encoding: String
            let content: String
        }

        let defects: [String]
        let headers: [String: String]
        let to: [String]
        let from: [String]
        let parts: [Part]
    }

    private static let reader = """
        import base64, email, email.policy, json, sys
        from email.header import decode_header, make_header
        from email.utils import parseaddr

        def person(field):
            name, address = parseaddr(field)
            return [str(make_header(decode_header(name))), address]

        def read(raw):
            plain = email.message_from_bytes(raw)
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            defects = [str(d) for p in mail.walk() for d in p.defects]
            defects += [str(d) for v in mail.values() for d in v.defects]
            parts = [{"type": p.get_content_type(), "charset": str(p.get_content_charset()),
                      "encoding": p["Content-Transfer-Encoding"],
                      "content": p.get_content().replace("\\r\\n", "\\n")} for p in mail.iter_parts()]
            return {"defects": defects, "headers": {k: str(v) for k, v in mail.items()}, "parts": parts,
                    "to": person(plain["To"]), "from": person(plain["From"])}

        json.dump([read(base64.b64decode(raw)) for raw in json.load(sys.stdin)], sys.stdout)
        """

    @Test(
        "every mail is read back whole by another program",
        arguments: [
            nil, "Sam de Vries", #"Zoë "Z" O'Neill, <b; c>"#, String(repeating: "Ø", count: 100),
        ])
    func readBack(name: String?) throws {
        let renderer = try Sample.renderer()
        let mails = try MessageName.allCases.filter { $0.channels.contains(.email) }.map { message in
            try renderer.mail(for: Sample.job(message, name: name, id: "job:2026.11.0001"), at: Sample.issued)
        }
        let messages = mails.map { $0.message(date: Sample.issued + .seconds(5)) }
        for message in messages { try checkLines(message) }
        let read = try read(messages)
        try #require(read.count == mails.count)
        for (mail, parsed) in zip(mails, read) {
            #expect(parsed.defects.isEmpty)
            #expect(parsed.to == [name ?? "", "sam@mail.example"])
            #expect(parsed.from == ["Caren", "inloggen@caren.example"])
            #expect(parsed.headers["Subject"] == mail.subject.revealed)
            #expect(parsed.headers["Date"] == "Sun, 22 Nov 2026 14:05:05 +0100")
            #expect(parsed.headers["Message-ID"] == "<job=3A2026=2E11=2E0001@caren.example>")
            #expect(parsed.headers["MIME-Version"] == "1.0")
            #expect(parsed.headers["Auto-Submitted"] == "auto-generated")
            #expect(parsed.headers["X-Auto-Response-Suppress"] == "OOF, AutoReply")
            #expect(parsed.headers["Content-Language"] == "nl")
            #expect(parsed.parts.map(\.type) == ["text/plain", "text/html"])
            #expect(parsed.parts.allSatisfy { $0.charset == "utf-8" && $0.encoding == "quoted-printable" })
            #expect(parsed.parts.map(\.content) == [mail.text.revealed, mail.html.revealed])
        }
    }

    @Test("a subject with letters beyond ASCII, and the longest link, come through")
    func extremes() throws {
        let brand = try Sample.brand(name: "Zorg één – coördinatie", domain: "xn--caf-dma.example")
        let renderer = try Sample.renderer(brand: brand)
        let link = "https://caren.example/" + String(repeating: "=%3D.", count: 405)
        let content = try Sample.content(of: .confirmPhoneLink, link: link)
        let messages = try [Sample.job(.loginCode), Sample.job(.confirmPhoneLink, content)].map { job in
            try renderer.mail(for: job, at: Sample.issued).message(date: Sample.issued)
        }
        for message in messages { try checkLines(message) }
        let read = try read(messages)
        try #require(read.count == 2)
        #expect(read[0].headers["Subject"] == "Je inlogcode voor Zorg één – coördinatie")
        #expect(read[1].parts[0].content.contains("\n\(link)\n"))
    }

    @Test("the same job gives the same mail at every attempt, and the part's end is nowhere in a part")
    func stable() throws {
        let mail = try Sample.renderer().mail(for: Sample.job(.loginCode), at: Sample.issued)
        let text = String(decoding: mail.message(date: Sample.issued), as: UTF8.self)
        #expect(text == String(decoding: mail.message(date: Sample.issued), as: UTF8.self))
        #expect(text.components(separatedBy: "--=_").count == 4)
    }

    @Test(
        "the date has English names and a numeric zone",
        arguments: [
            ("2026-02-01T08:09:07Z", "Sun, 1 Feb 2026 09:09:07 +0100"),
            ("2027-07-31T22:00:00.999Z", "Sun, 1 Aug 2027 00:00:00 +0200"),
        ])
    func dates(moment: String, date: String) throws {
        #expect(MailComposer.date(try #require(Timestamp(rfc3339: moment))) == date)
    }

    private func checkLines(_ bytes: [UInt8]) throws {
        let text = try #require(String(validating: bytes, as: UTF8.self))
        let lines = text.components(separatedBy: "\r\n")
        #expect(lines.last == "")
        #expect(lines.allSatisfy { $0.utf8.count <= 76 && !$0.utf8.contains(0x0A) && !$0.utf8.contains(0x0D) })
        #expect(bytes.allSatisfy { $0 < 0x7F })
    }

    private func read(_ mails: [[UInt8]]) throws -> [Parsed] {
        let python = Process()
        let (input, output) = (Pipe(), Pipe())
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.reader]
        python.standardInput = input
        python.standardOutput = output
        try python.run()
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(mails.map { Data($0) }))
        try input.fileHandleForWriting.close()
        let result = try output.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        return try JSONDecoder().decode([Parsed].self, from: result)
    }
}
