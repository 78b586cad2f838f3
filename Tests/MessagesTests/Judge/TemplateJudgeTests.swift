import Foundation
import Jobs
import Testing

@testable import Messages

struct TemplateJudgeTests {
    /// One change to a shipped text, and all that must be found.
    struct Case: Sendable, CustomTestStringConvertible {
        let path: String
        let old: String
        let new: String
        let found: [String]

        init(_ path: String, _ old: String, _ new: String, _ found: String...) {
            (self.path, self.old, self.new, self.found) = (path, old, new, found)
        }

        var testDescription: String { "\(path): \(new)" }
    }

    static let sms = [
        Case(
            "nl/login_code/sms.txt", "je inlogcode", "je patiënt inlogcode",
            "nl/login_code/sms.txt code-segments ", "nl/login_code/sms.txt:1:20 sms-character ë"),
        Case(
            "nl/notice_phone_changed/sms.txt", "Was jij", "‘Was’ jij",
            "nl/notice_phone_changed/sms.txt:1:80 sms-character ‘",
            "nl/notice_phone_changed/sms.txt:1:84 sms-character ’"),
        Case(
            "nl/notice_phone_changed/sms.txt", "Was jij", "Was\u{A0}jij",
            "nl/notice_phone_changed/sms.txt:1:83 sms-character \u{A0}"),
        Case("nl/login_code/sms.txt", "Deel", "€ Deel", "nl/login_code/sms.txt:1:118 sms-double €"),
        Case(
            "nl/login_code/sms.txt", "Deel", "[Deel]", "nl/login_code/sms.txt:1:118 sms-double [",
            "nl/login_code/sms.txt:1:123 sms-double ]"),
        Case(
            "nl/login_code/sms.txt", "Deel", String(repeating: "Deel hem niet. ", count: 6) + "Deel",
            "nl/login_code/sms.txt code-segments "),
        Case(
            "nl/notice_phone_changed/sms.txt", "Was jij", String(repeating: "Let op. ", count: 12) + "Was jij",
            "nl/notice_phone_changed/sms.txt sms-segments "),
        Case("nl/login_code/sms.txt", "{{code}} is", "Dit is", "nl/login_code/sms.txt code-missing "),
        Case("nl/login_code/sms.txt", "\n\n@{{brand_domain}} #{{code}}", "", "nl/login_code/sms.txt last-line "),
        Case(
            "nl/login_code/sms.txt", "@{{brand_domain}} #", "@www.{{brand_domain}} #",
            "nl/login_code/sms.txt:3:1 last-line @www.caren.example #87654321"),
        Case(
            "nl/login_code/sms.txt", "@{{brand_domain}} #", "@{{brand_domain}}  #",
            "nl/login_code/sms.txt:3:1 last-line @caren.example  #87654321"),
        Case("nl/login_code/sms.txt", "#{{code}}", "#{{code}}\n", "nl/login_code/sms.txt:3:28 last-line "),
        Case(
            "nl/login_code/sms.txt", "#{{code}}", "#{{code}}\nGroeten", "nl/login_code/sms.txt:4:1 last-line Groeten"),
        Case("nl/login_code/sms.txt", "Deel", "Sinds 2026. Deel", "nl/login_code/sms.txt:1:124 false-code 2026"),
        Case(
            "nl/login_code/sms.txt", "Deel", "Bel 0900-1234. Deel", "nl/login_code/sms.txt:1:122 false-code 0900-1234"),
    ]

    static let content = [
        Case(
            "nl/login_code/email.subject.txt", "Je inlogcode", "{{code}} is je inlogcode",
            "nl/login_code/email.subject.txt:1:1 lock-screen 87654321"),
        Case(
            "nl/login_code/email.html", "De code is nog", "De code {{code}} is nog",
            "nl/login_code/email.html:2:23 lock-screen 87654321"),
        Case(
            "nl/login_code/email.html", "De code is nog", "<b>De code {{code}}</b> is nog",
            "nl/login_code/email.html:2:26 lock-screen 87654321"),
        Case(
            "nl/login_code/email.subject.txt", "Je inlogcode", String(repeating: "Je inlogcode ", count: 5),
            "nl/login_code/email.subject.txt subject "),
        Case(
            "nl/notice_phone_changed/email.txt", "{{>not_me}}", "Kijk op https://caren.example/hulp\n\n{{>not_me}}",
            "nl/notice_phone_changed/email.txt:8:9 notice-content https://caren.example/hulp"),
        Case(
            "nl/notice_phone_changed/email.html", "{{>not_me}}",
            "<a href=\"https://caren.example/\">Kijk</a>\n{{>not_me}}",
            "nl/notice_phone_changed/email.html:7:10 notice-content https://caren.example/"),
        Case(
            "nl/notice_phone_changed/sms.txt", "Was jij", "Code 482913. Was jij",
            "nl/notice_phone_changed/sms.txt:1:85 notice-content 482913."),
        Case(
            "nl/login_code/email.txt", "{{>footer}}", "https://evil.example/x\n\n{{>footer}}",
            "nl/login_code/email.txt:20:1 link-host https://evil.example/x"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<a href=\"http://caren.example/\">Kijk.</a> Wil jij",
            "nl/login_code/email.html:16:40 link-host http://caren.example/"),
        Case(
            "nl/login_code/email.txt", "{{code}}", "geen", "nl/login_code/email.txt code-missing ",
            "nl/login_code/email.txt text-twin "),
        Case("nl/login_code/email.html", "{{>code}}", "", "nl/login_code/email.html code-missing "),
        Case(
            "nl/confirm_phone_link/email.txt", "{{link}}", "geen", "nl/confirm_phone_link/email.txt code-missing ",
            "nl/confirm_phone_link/email.txt text-twin "),
        Case(
            "nl/login_code/email.txt", "{{>footer}}", "Zie:(https://evil.example/x\n\n{{>footer}}",
            "nl/login_code/email.txt:20:6 link-host https://evil.example/x"),
        Case(
            "nl/login_code/email.txt", "{{>footer}}", "https://caren.example:x@evil.example/\n\n{{>footer}}",
            "nl/login_code/email.txt:20:1 link-host https://caren.example:x@evil.example/"),
        Case(
            "nl/notice_phone_changed/sms.txt", "Was jij", "Kijk op www.evil.example. Was jij",
            "nl/notice_phone_changed/sms.txt:1:88 notice-content www.evil.example."),
        Case(
            "nl/login_code/email.txt", "Geef deze code aan niemand.",
            "Geef deze code aan niemand omdat iedereen die hem heeft daarmee ook in jouw eigen account kan komen.",
            "nl/login_code/email.txt:15:1 long-sentence Geef"),
        Case(
            "nl/login_code/email.txt", "Geef deze code aan niemand.", "Verstrek hem tevens te allen tijde aan niemand.",
            "nl/login_code/email.txt:15:14 plain-word tevens", "nl/login_code/email.txt:15:21 plain-word te allen tijde"
        ),
        Case(
            "nl/login_code/email.txt", "Geef deze code aan niemand.", "Geef uw code aan niemand.",
            "nl/login_code/email.txt:15:6 form-of-address uw"),
        Case("nl/footer.txt", "automatisch", "initieel", "nl/footer.txt:2:12 plain-word initieel"),
    ]

    static let html = [
        Case(
            "nl/login_code/email.html", "Wil jij", "<p class={{language}}>Wil jij",
            "nl/login_code/email.html:16:40 value-place nl"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<b style=\"color:{{brand_name}}\">Wil</b> jij",
            "nl/login_code/email.html:16:47 value-place Caren"),
        Case("layout.html", "<style>", "<style>/* {{brand_name}} */", "layout.html:12:11 value-place Caren"),
        Case("layout.html", "<body", "<!-- {{brand_name}} --><body", "layout.html:44:6 value-place Caren"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<a href=\"https://{{brand_domain}}/\">Wil</a> jij",
            "nl/login_code/email.html:16:48 value-place caren.example"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<b {{language}}=\"x\">Wil</b> jij",
            "nl/login_code/email.html:16:34 value-place n"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<b onclick=\"x\">Wil</b> jij",
            "nl/login_code/email.html:16:34 active-content onclick=\"x\""),
        Case("layout.html", "<body", "<script>x</script><body", "layout.html:44:1 active-content <script>"),
        Case(
            "layout.html", "<body", "<!--><script>x</script><!-- --><body", "layout.html:44:6 active-content <script>"),
        Case(
            "layout.html", "{{$more}}", "<!--[if mso]><a href=\"https://evil.example/\">x</a><![endif]-->{{$more}}",
            "layout.html:65:23 link-host https://evil.example/"),
        Case(
            "layout.html", "{{$more}}", "<b background=\"https://evil.example/\">x</b>{{$more}}",
            "layout.html:65:16 link-host https://evil.example/"),
        Case(
            "nl/login_code/email.html", "Wil jij", "<a href=\"data:text/html,x\">Wil</a> jij",
            "nl/login_code/email.html:16:40 link-host data:text/html,x"),
        Case(
            "layout.html", "{{$more}}", "<p style=\"background:url(https://evil.example/)\">x</p>{{$more}}",
            "layout.html:65:11 active-content background:url(https://evil.example/)",
            "layout.html:65:11 mail-client background:url(https://evil.example/)"),
        Case(
            "layout.html", "color:#4f5b69;", "color:#777777;",
            "layout.html:70:1 contrast <td class=\"edge small\" style=\"padding:16px 32px 24px 32px;border-top:1px solid #"
        ),
        Case(
            "layout.html", "(prefers-color-scheme: dark)", "(max-width: 9px)",
            "layout.html:12:8 dark-mode :root { color-scheme: light dark; supported-color-schemes: light dark; }"
        ),
        Case("layout.html", "<html lang=\"{{language}}\"", "<html", "layout.html:2:1 language-mark <html dir=\"ltr\">"),
        Case(
            "layout.html", "<div lang=\"{{language}}\"", "<div lang=\"de\"",
            "layout.html:45:6 language-mark lang=\"de\""),
        Case(
            "layout.html", "{{$more}}", "<img src=\"cid:logo\">{{$more}}",
            "layout.html:65:1 image-text <img src=\"cid:logo\">"),
        Case(
            "layout.html", "<table role=\"presentation\" width=\"560\"", "<table width=\"560\"",
            "layout.html:50:1 layout-table <table width=\"560\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" bgcolor=\"#ffffff\" "
        ),
        Case(
            "layout.html", "{{$more}}", "<p style=\"margin:0;display:flex\">x</p>{{$more}}",
            "layout.html:65:20 mail-client display:flex"),
        Case(
            "layout.html", "{{$more}}", "<img alt=\"\" src=\"data:image/png;base64,AA\">{{$more}}",
            "layout.html:65:18 mail-client data:image/png;base64,AA"),
        Case(
            "layout.html", "{{$more}}", "<p style=\"width:var(--x)\">x</p>{{$more}}",
            "layout.html:65:11 mail-client width:var(--x)"),
    ]

    @Test("a text that costs money or loses readers is found where it was written", arguments: sms + content + html)
    func rules(example: Case) throws {
        // The shared ones show in every message: one will do.
        let message = MessageName.allCases.first { example.path.contains("/\($0.rawValue)/") } ?? .loginCode
        let judged = try Judged(only: [message]) { files in
            files[example.path] = files[example.path]?.replacing(example.old, with: example.new, maxReplacements: 1)
        }
        #expect(judged.found == example.found)
    }

    @Test(
        "the shipped texts are without fault for short brands and long ones, with and without a telephone",
        arguments: [
            ("Caren", "caren.example", "088 042 42 42"), ("Caren", "caren.example", nil),
            ("Zorgportaal De Linde", "inloggen.mijn-zorg-portaal.nl2", "+31 88 042 42 42"),
            ("A", "a.nl", nil),
        ])
    func shipped(name: String, domain: String, phone: String?) throws {
        let judged = try Judged(brand: Sample.brand(name: name, domain: domain, supportPhone: phone)) { _ in }
        #expect(judged.found == [])
        #expect(judged.verdict.messages == 18 && judged.verdict.languages == 2)
        _ = try judged.verdict.templates()
    }

    @Test("a brand that makes an SMS dearer is found where the texts name it")
    func brand() throws {
        let judged = try Judged(brand: Sample.brand(name: "Zoë")) { _ in }
        #expect(judged.found.contains("nl/login_code/sms.txt:1:31 sms-character ë"))
        #expect(judged.found.contains("nl/login_code/sms.txt code-segments "))
        #expect(throws: TemplateError.self) { try judged.verdict.templates() }
    }

    @Test("a letter that makes one SMS three is told with its price, in the author's language")
    func price() throws {
        let judged = try Judged { files in
            files["nl/notice_password_changed/sms.txt"] =
                "Je wachtwoord voor het patiëntenportaal is gewijzigd op {{day}} om {{time}} uur. Was jij dit niet? "
                + "Bel ons dan nu meteen op {{support_phone}}.\n"
        }
        let finding = try #require(judged.verdict.findings.first)
        #expect(judged.verdict.findings.count == 1)
        #expect(finding.severity == .warning)
        #expect(
            finding.problem.words(in: .dutch)
                == FindingWords(
                    "ë in “patiëntenportaal” maakt van 1 sms er 3",
                    why: "Met dat teken passen er 70 tekens in een sms in plaats van 160, en elke sms kost geld.",
                    suggestion: "schrijf “zorgportaal” of een ander woord"))
        #expect(
            finding.problem.words(in: .english).message == "ë in “patiëntenportaal” makes 3 SMS messages of 1")
        #expect(
            finding.replacement
                == TemplateReplacement(line: 1, column: 24, length: 16, text: "zorgportaal"))
    }

    @Test("every mail program, telephone and reader has its rule tried")
    func everyRule() {
        let tried = Set((Self.sms + Self.content + Self.html).flatMap(\.found).map { $0.split(separator: " ")[1] })
        let elsewhere: Set<TemplateRule> = [
            .folder, .fileName, .missingFile, .size, .character, .syntax, .rawValue, .unknownValue, .partial,
            .missingLanguage, .mailSize,
        ]
        #expect(tried.union(elsewhere.map { $0.rawValue[...] }) == Set(TemplateRule.allCases.map { $0.rawValue[...] }))
    }

    @Test("a mail that Gmail would cut off is found")
    func size() throws {
        let judged = try Judged(only: [.passwordChanged]) { files in
            let words = String(repeating: "Dit is een zin.\n", count: 3_500)
            files["nl/greeting.html"] = "<p style=\"margin:0\">\(words)</p>"
            files["nl/footer.html"] = "<p style=\"margin:0\">\(words)</p>"
        }
        #expect(judged.found.count == 1 && judged.found.allSatisfy { $0.hasSuffix("email.html mail-size ") })
    }

    @Test("a text that is longer than the rules read is refused, mail and SMS")
    func tooLong() throws {
        let judged = try Judged(only: [.passwordChanged]) { files in
            let words = String(repeating: "Dit is een zin.\n", count: 3_500)
            files["nl/greeting.html"] = "<p style=\"margin:0\">\(words)</p><script>x</script>"
            files["nl/footer.html"] = "<p style=\"margin:0\">\(words)</p>"
            files["nl/notice_password_changed/email.html"]? += "\n\(words)"
            files["nl/notice_password_changed/sms.txt"] = String(repeating: "Let op. ", count: 250)
        }
        #expect(
            judged.found == [
                "nl/notice_password_changed/email.html size ", "nl/notice_password_changed/sms.txt size ",
            ])
    }

    @Test("a hundred warnings hide no error")
    func manyWarnings() throws {
        let judged = try Judged(only: [.passwordChanged]) { files in
            let dear = String(repeating: "<p style=\"display:flex\">x</p>\n", count: 150)
            files["nl/notice_password_changed/email.html"]? += dear + "<a href=\"https://evil.example/\">x</a>"
        }
        #expect(judged.found.count { $0.contains("mail-client") } == 100)
        #expect(judged.found.contains { $0.hasSuffix("notice-content https://evil.example/") })
    }

    @Test("a fault in one text hides no fault in another, and errors come with the warnings")
    func everything() throws {
        let judged = try Judged { files in
            files["nl/login_code/sms.txt"] = "{{cod}}\n"
            files["nl/notice_phone_changed/sms.txt"]? += "Derhalve. ‘"
            files["en/login_code/email.txt"] = nil
        }
        #expect(
            judged.found == [
                "en/login_code/email.txt missing-file ", "nl/login_code/sms.txt:1:1 unknown-value {{cod}}",
                "nl/notice_phone_changed/sms.txt:2:1 plain-word Derhalve",
                "nl/notice_phone_changed/sms.txt:2:11 sms-character ‘",
            ])
        #expect(judged.verdict.errors == 2 && judged.verdict.warnings == 2)
    }
}
