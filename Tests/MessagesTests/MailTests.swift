import Foundation
import Jobs
import Testing

@testable import Messages

struct MailTests {
    private static let mails = MessageName.allCases.filter { $0.channels.contains(.email) }

    @Test("every mail holds its values in both parts and no tag", arguments: mails, ["nl", "en"])
    func values(message: MessageName, locale: String) throws {
        let job = try Sample.job(message, locale: locale, name: "Sam")
        let mail = try Sample.renderer().mail(for: job, at: Sample.issued)
        let (text, html) = (mail.text.revealed, mail.html.revealed)
        for part in [mail.subject.revealed, text, html] {
            #expect(!part.contains("{{") && !part.contains("nil") && !part.isEmpty)
            #expect(part.unicodeScalars.allSatisfy { $0.properties.generalCategory != .privateUse })
        }
        #expect(html.contains(#"<html lang="\#(locale)""#) && html.contains(#"<div lang="\#(locale)""#))
        #expect(html.contains("<title>\(mail.subject.revealed)</title>"))
        let shown =
            switch message {
            case .loginCode: ["Sam", "123456", "1, 2, 3, 4, 5, 6", locale == "nl" ? "10 minuten" : "10 minutes"]
            case .confirmPhoneLink: ["Sam", "stap=1", "78", locale == "nl" ? "10 minuten" : "10 minutes"]
            default: ["Sam", "2026", locale == "nl" ? "14.05" : "14:05", "088 042 42 42"]
            }
        for value in shown { #expect(text.contains(value) && withoutDigitSpans(html).contains(value), "\(value)") }
        let isNotice = message.rawValue.hasPrefix("notice_")
        #expect(text.contains("https://") == (message == .confirmPhoneLink))
        #expect(isNotice == html.contains("tel:+31880424242"))
    }

    @Test("a hostile name is text and nothing else")
    func hostileName() throws {
        let name = "<script>alert('x')<script> & \"\u{301} onclick=\"y"
        let html = try Sample.renderer().mail(for: Sample.job(.loginCode, name: name), at: Sample.issued).html.revealed
        #expect(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;script&gt; &amp; &quot;\u{301} onclick=&quot;y,"))
        #expect(!html.contains("<script"))
    }

    @Test("a link keeps its meaning in an attribute")
    func link() throws {
        let mail = try Sample.renderer().mail(for: Sample.job(.confirmPhoneLink), at: Sample.issued)
        let link = "https://inloggen.caren.example/nummer-bevestigen?sleutel=Zk9x2Q7aLmT4&amp;stap=1"
        #expect(mail.html.revealed.components(separatedBy: #"href="\#(link)""#).count == 3)
        #expect(mail.html.revealed.contains(">\(link)</a>"))
    }

    @Test(
        "digits stand together on one line, with a wider gap where it helps the eye",
        arguments: [("1234", []), ("123456", [3]), ("1234567", [4]), ("12345678", [4]), ("A1B2C3D4E", [3, 6])])
    func digits(code: String, gaps: [Int]) throws {
        let job = try Sample.job(.loginCode, Sample.content(of: .loginCode, code: code))
        let html = try Sample.renderer().mail(for: job, at: Sample.issued).html.revealed
        let spans = code.enumerated().map { index, digit in
            "<span\(gaps.contains(index + 1) ? #" style="letter-spacing:14px;""# : "")>\(digit)</span>"
        }
        #expect(html.contains("<b>\(spans.joined())</b>"))
    }

    @Test("neither the subject nor the preview line shows the code on a locked screen", arguments: ["nl", "en"])
    func lockScreen(locale: String) throws {
        let mail = try Sample.renderer().mail(for: Sample.job(.loginCode, locale: locale), at: Sample.issued)
        let preheader = try #require(mail.html.revealed.firstMatch(of: /mso-hide:all;">([^<]+)<\/div>/)).output.1
        #expect((40...90).contains(preheader.count))
        #expect(!preheader.contains("123456") && !mail.subject.revealed.contains("123456"))
    }

    @Test("without a support number a notice asks to be told", arguments: ["nl", "en"])
    func noSupportPhone(locale: String) throws {
        let renderer = try Sample.renderer(brand: Sample.brand(supportPhone: nil))
        let mail = try renderer.mail(for: Sample.job(.passwordChanged, locale: locale), at: Sample.issued)
        for part in [mail.text.revealed, mail.html.revealed] {
            #expect(part.contains(locale == "nl" ? "Laat het ons dan meteen weten." : "Then let us know right away."))
            #expect(!part.contains("tel:"))
        }
    }

    @Test("a mail needs an address and shows only its domain")
    func addressAndMask() throws {
        let renderer = try Sample.renderer()
        let job = try Sample.job(.loginCode, email: nil)
        #expect(throws: RenderError.noEmailAddress) { try renderer.mail(for: job, at: Sample.issued) }
        let mail = try renderer.mail(for: Sample.job(.loginCode, name: "Sam"), at: Sample.issued)
        var dumped = ""
        dump(mail, to: &dumped)
        for text in ["\(mail)", String(reflecting: mail), dumped, "\([mail])"] {
            #expect(!text.contains("123456") && !text.contains("sam@") && !text.contains("Sam"))
        }
    }

    @Test("the message id says which job it was, in characters that a dot-atom takes")
    func messageID() throws {
        let domain = try #require(HostName("caren.example"))
        func id(_ text: String) throws -> String { MessageID(try #require(JobID(text)), domain: domain).text }
        #expect(try id("req-2026_0001") == "<req-2026_0001@caren.example>")
        #expect(try id("a:b..c.:x") == "<a=3Ab=2E=2Ec=2E=3Ax@caren.example>")
    }

    private func withoutDigitSpans(_ html: String) -> String {
        html.replacing(/<\/?span[^>]*>/, with: "")
    }
}
