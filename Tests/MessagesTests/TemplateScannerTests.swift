import Testing

@testable import Messages

struct TemplateScannerTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        let text: String
        /// `line:column: beginning of the finding`, one for each.
        let findings: [String]

        init(_ text: String, _ findings: String...) {
            self.text = text
            self.findings = findings
        }

        var testDescription: String { text.debugDescription }
    }

    @Test(
        "a tag that could do harm, or that nobody can read, is refused with its place",
        arguments: [
            Fault("a\nb {{{code}}}", "2:3: a value never goes out raw"),
            Fault("{{&code}}", "1:1: a value never goes out raw"),
            Fault("{{& code}}", "1:1: a value never goes out raw"),
            Fault("{{=<% %>=}}", "1:1: the braces of tags cannot be changed"),
            Fault("{{% CONTENT_TYPE:TEXT}}", "1:1: the markup follows from the file's name"),
            Fault("één {{>*code}}", "1:5: a value cannot choose a template"),
            Fault("{{> *code}}", "1:1: a value cannot choose a template"),
            Fault("{{<*code}}", "1:1: a value cannot choose a template"),
            Fault("{{.}}", "1:1: a name without dots"), Fault("{{ . }}", "1:1: a name without dots"),
            Fault("{{code.x}}", "1:1: a name without dots"), Fault("{{}}", "1:1: a name of letters"),
            Fault("{{ }}", "1:1: a name of letters"), Fault("{{#}}{{/}}", "1:1: a name", "1:6: a name"),
            Fault("{{else}}", "1:1: there is no {{else}}"), Fault("{{#if code}}x", "1:1: there is no {{#if}}"),
            Fault("{{eerste naam}}", "1:1: a name of letters"), Fault("{{cöde}}", "1:1: a name of letters"),
            Fault("{{code\u{200B}}}", "1:1: a name of letters"),
            Fault("{{empty(code)}}", "1:1: there are no functions"),
            Fault("{{code}}}", "1:1: three braces close this tag"), Fault("{{code", "1:1: the tag does not end"),
            Fault("{{\ncode}}", "1:1: the tag does not end"), Fault("x {{code\n}}", "1:3: the tag does not end"),
            Fault("{{! never", "1:1: the comment does not end"), Fault("{{code}", "1:1: the tag does not end"),
            Fault("{{#name}}", "1:1: the section name is never closed"),
            Fault("{{#name}}\n{{#sequence}}\n{{/name}}", "3:1: {{/name}} closes {{…sequence}} of line 2"),
            Fault("x\n  {{/name}}", "2:3: {{/name}} closes nothing"),
            Fault("{{<layout}}\ntext {{$text}}x{{/text}}{{/layout}}", "2:6: only {{$block}}"),
            Fault("{{<layout}}{{code}}{{/layout}}", "1:12: only {{$block}}"),
            Fault("{{cod}}", "1:1: there is no value called cod: did you mean code?"),
            Fault("{{Code}}", "1:1: there is no value called Code: did you mean code?"),
            Fault("{{brandname}}", "1:1: there is no value called brandname: did you mean brand_name?"),
            Fault("{{password_of_the_user}}", "1:1: there is no value called password_of_the_user"),
            Fault("{{digits}}", "1:1: digits is a list"), Fault("{{digit}}", "1:1: digit is known only inside"),
            Fault("{{#name}}{{ends_group}}{{/name}}", "1:10: ends_group is known only inside"),
        ])
    func faults(fault: Fault) {
        #expect(matches(findings(in: fault.text), fault.findings))
    }

    @Test(
        "what an editor cannot show is refused with its place",
        arguments: [
            Fault("\u{FEFF}a", "1:1: a byte order mark"), Fault("a\u{FEFF}", "1:2: an invisible character"),
            Fault("a\r\nb", "1:2: a carriage return"), Fault("a\n\tb", "2:1: a tab"),
            Fault("a\u{0}", "1:2: a control character (U+0000)"), Fault("é\u{92}", "1:2: a control character (U+0092)"),
            Fault("a\u{2028}b", "1:2: an invisible line break (U+2028)"),
            Fault("a\u{202E}b", "1:2: a mark that turns"), Fault("a\u{E001}", "1:2: a character for private use"),
        ])
    func characters(fault: Fault) {
        #expect(matches(findings(in: fault.text), fault.findings))
    }

    @Test("bytes that are no UTF-8 are refused with their place")
    func encoding() {
        let file = TemplateFile(path: "nl/x.txt", bytes: Array("ja\nn".utf8) + [0xEB] + Array("e".utf8))
        #expect(matches(Template(file).findings, ["2:2: the file is not UTF-8 here"]))
    }

    @Test(
        "what templates are made of passes",
        arguments: [
            "", "plain { text } with }} braces", "{{code}}{{ code }}", "{{#name}} {{name}}{{/name}}{{^name}}x{{/name}}",
            "{{! a comment\nover lines }}", "{{#digits}}{{digit}}{{#ends_group}} {{/ends_group}}{{/digits}}",
            "{{<layout}}\n{{$text}}{{>code}} text{{/text}}\n{{! between }}{{/layout}}\n", "@media { a { b: c }}",
        ])
    func sound(text: String) {
        #expect(findings(in: text).isEmpty)
    }

    @Test("files, tags and depth beyond all reason are refused before anything recurses")
    func limits() {
        #expect(findings(in: String(repeating: "x", count: 65_537)).map(\.problem) == [.fileTooLarge(kilobytes: 64)])
        #expect(matches(findings(in: String(repeating: "{{code}}", count: 501)), ["1:4001: more than 500 tags"]))
        let deep = String(repeating: "{{#name}}", count: 17) + String(repeating: "{{/name}}", count: 17)
        #expect(matches(findings(in: deep), ["1:145: more than 16 sections inside one another"]))
    }

    private func findings(in text: String) -> [TemplateFinding] {
        Template(TemplateFile(path: "nl/x.txt", bytes: Array(text.utf8))).findings
    }

    private func matches(_ findings: [TemplateFinding], _ beginnings: [String]) -> Bool {
        findings.count == beginnings.count
            && zip(findings, beginnings).allSatisfy { "\($0)".hasPrefix("nl/x.txt:\($1)") }
    }
}
