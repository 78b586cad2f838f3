import Foundation
import Testing

@testable import Messages

struct TemplateSetTests {
    @Test("all that is wrong is told at once, in the order of files and lines")
    func everythingAtOnce() {
        let findings = findings { files in
            files["nl/login_code/sms.txt"] = "{{cod}}\n{{link}"
            files["nl/login_code/email.txt"] = nil
            files["nl/logincode/sms.txt"] = "x"
            files["de/login_code/sms.txt"] = "x"
            files["en/login_code/email.htm"] = "x"
        }
        #expect(
            findings.filter { !$0.hasPrefix("en/login_code/email.txt") } == [
                "de/login_code/sms.txt: there is no language de; there are nl, en",
                "en/login_code/email.htm: the message login_code has no such file; it has sms.txt, email.subject.txt, "
                    + "email.txt, email.html",
                "nl/login_code/email.txt: the file is missing",
                "nl/login_code/sms.txt:1:1: there is no value called cod: did you mean code?",
                "nl/login_code/sms.txt:2:1: the tag does not end with }} on its own line",
                "nl/logincode/sms.txt: there is no message logincode: did you mean login_code?",
            ])
    }

    @Test("a value of another message is refused, also where a partial asks for it")
    func unavailableValues() {
        #expect(
            findings { $0["nl/notice_phone_changed/sms.txt"] = "Je code: {{code}}" } == [
                "nl/notice_phone_changed/sms.txt:1:10: notice_phone_changed/sms.txt is not given the value code"
            ])
        #expect(findings { $0["nl/login_code/sms.txt"] = "{{name}}" }.count == 1)
        let findings = findings { files in files["nl/footer.html"] = "\n{{remaining}}" }
        #expect(findings.count == 6)
        #expect(findings.allSatisfy { $0.hasPrefix("nl/footer.html:2:1: notice_") })
    }

    @Test("a partial that is not there, or draws in itself, is refused")
    func partials() {
        #expect(
            findings { $0["nl/login_code/email.txt"] = "{{>foter}}" } == [
                "nl/login_code/email.txt:1:1: there is no partial foter: did you mean footer?"
            ])
        let cycle = findings { files in
            files["nl/footer.txt"] = "{{>greeting}}"
            files["nl/greeting.txt"] = "\n{{>footer}}"
        }
        #expect(cycle == ["nl/footer.txt:1:1: the partial greeting draws in itself"])
    }

    @Test("partials that multiply are stopped before they are put in place")
    func multiplication() {
        let findings = findings { files in
            for level in 0..<20 {
                files["nl/p\(level).txt"] = String(repeating: "{{>p\(level + 1)}}\n", count: 100)
            }
            files["nl/p20.txt"] = "x"
            files["nl/login_code/email.txt"] = "{{>p0}}"
        }
        #expect(
            findings == [
                "nl/login_code/email.txt: more than 8 partials inside one another",
                "nl/login_code/email.txt: with its partials it is larger than 256 kB",
            ])
    }

    @Test("a block that the layout does not have is refused, for it would be lost")
    func blocks() {
        let text = "{{<layout}}{{$txt}}x{{/txt}}{{/layout}}"
        #expect(
            findings { $0["nl/login_code/email.html"] = text } == [
                "nl/login_code/email.html:1:12: layout has no block txt; it has action, more, preheader, text, title"
            ])
    }

    @Test("an SMS and a subject are written out, the subject on one line")
    func standingAlone() {
        #expect(findings { $0["nl/login_code/sms.txt"] = "{{>footer}}" }.count == 1)
        #expect(
            findings { $0["nl/login_code/email.subject.txt"] = "a\n\n" } == [
                "nl/login_code/email.subject.txt: a subject is one line"
            ])
        #expect(findings { $0["nl/login_code/email.subject.txt"] = "a\n" }.isEmpty)
    }

    @Test("another language may lack a message, but not half of one")
    func languages() {
        #expect(findings { files in files = files.filter { !$0.key.hasPrefix("en/login_code") } }.isEmpty)
        #expect(findings { files in files = files.filter { !$0.key.hasPrefix("en/") } }.isEmpty)
        #expect(findings { $0["en/login_code/sms.txt"] = nil } == ["en/login_code/sms.txt: the file is missing"])
    }

    @Test("what editors and volumes leave behind is passed over, what nobody can read is told")
    func leftovers() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.copyItem(atPath: Sample.folder, toPath: root.path)
        for path in ["nl/.sms.txt.swp", "nl/login_code/sms.txt~", "..2026/sms.txt", "README.md"] {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data("{{{".utf8).write(to: file)
        }
        #expect(TemplateFolder(root.path).files.map(\.path) == TemplateFolder(Sample.folder).files.map(\.path))
        try FileManager.default.createDirectory(
            at: root.appending(path: "nl/login_code/old"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: root.appending(path: "nl/gone.txt").path, withDestinationPath: "nowhere")
        #expect(
            TemplateFolder(root.path).findings.map(\.description) == [
                "nl/gone.txt: the file cannot be read", "nl/login_code/old: a message's folder holds files only",
            ])
    }

    @Test("a folder that is not there is told by its name")
    func missingFolder() {
        let error = #expect(throws: TemplateError.self) { try TemplateSet(directory: "/nowhere/templates") }
        #expect(
            error?.description == """
                the templates in /nowhere/templates cannot be used:
                  .: the folder cannot be read
                """)
    }

    /// What is wrong with the shipped templates after a change to them.
    private func findings(after change: (inout [String: String]) -> Void) -> [String] {
        var files: [String: String] = [:]
        for file in TemplateFolder(Sample.folder).files {
            files[file.path] = String(decoding: file.bytes, as: UTF8.self)
        }
        change(&files)
        let catalogue = TemplateCatalogue(files.map { TemplateFile(path: $0.key, bytes: Array($0.value.utf8)) })
        return TemplateError(directory: "templates", catalogue.findings).findings.map(\.description)
    }
}
