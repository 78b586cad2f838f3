import Foundation
import Jobs
import Testing

@testable import Messages

struct BadFolderTests {
    private func verdict(on path: String) throws -> TemplateVerdict {
        try TemplateJudge(brand: Sample.brand(), linkHosts: []).verdict(on: path)
    }

    /// A copy of the shipped texts, changed on disk.
    private func findings(after change: (URL) throws -> Void) throws -> [String] {
        let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        try FileManager.default.copyItem(atPath: Sample.folder, toPath: root.path)
        try change(root)
        let verdict = try verdict(on: root.path)
        #expect(verdict.errors == 0 || (try? verdict.templates()) == nil)
        return verdict.findings.map { "\($0.place) \($0.rule.rawValue)" }
    }

    @Test("a million nested sections are one finding, and no stack ends")
    func nesting() throws {
        let found = try findings { root in
            let text = String(repeating: "{{#name}}", count: 1_000_000)
            try Data(text.utf8).write(to: root.appending(path: "nl/login_code/email.txt"))
        }
        #expect(found == ["nl/login_code/email.txt size"])
    }

    @Test("as many sections as a file can hold are findings within a bound, and no stack ends")
    func fullFile() throws {
        let found = try findings { root in
            let text = String(repeating: "{{#name}}", count: 65_536 / 9)
            try Data(text.utf8).write(to: root.appending(path: "nl/login_code/email.txt"))
        }
        #expect(found == ["nl/login_code/email.txt:1:4501 size"])
        let braces = try findings { root in
            try Data(String(repeating: "{{{", count: 20_000).utf8).write(to: root.appending(path: "nl/footer.txt"))
        }
        #expect(braces.count == TemplateLimits.findings)
    }

    @Test(
        "a file as full as it may be of one fault gives as many findings as a person can read",
        .timeLimit(.minutes(2)), arguments: ["2026 ", "</b><b style=float:x>", "derhalve. "])
    func full(text: String) throws {
        let found = try findings { root in
            let bytes = Data(String(repeating: text, count: 65_536 / text.utf8.count).utf8)
            for part in ["sms.txt", "email.txt", "email.html"] {
                try bytes.write(to: root.appending(path: "nl/notice_phone_changed/\(part)"))
            }
        }
        #expect((1...3 * TemplateLimits.findings).contains(found.count))
    }

    @Test("a partial that draws in itself is a finding, and nothing recurses")
    func cycle() throws {
        let found = try findings { root in
            try Data("{{>footer}}\n".utf8).write(to: root.appending(path: "nl/footer.txt"))
        }
        #expect(found == ["nl/footer.txt:1:1 partial"])
    }

    @Test("a file that is no UTF-8, has a byte order mark or ends its lines as Windows does, is told by its place")
    func encodings() throws {
        let found = try findings { root in
            let folder = root.appending(path: "nl")
            try Data([0x65, 0xEB, 0x6E]).write(to: folder.appending(path: "notice_phone_changed/sms.txt"))
            try Data("\u{FEFF}Hallo\n".utf8).write(to: folder.appending(path: "greeting.txt"))
            try Data("Groeten\r\nCaren\r\n".utf8).write(to: folder.appending(path: "footer.txt"))
        }
        #expect(
            found == [
                "nl/footer.txt:1:8 character", "nl/footer.txt:2:6 character", "nl/greeting.txt:1:1 character",
                "nl/notice_phone_changed/sms.txt:1:2 character",
            ])
    }

    @Test("a file that nobody can read is told by its name")
    func unreadable() throws {
        let found = try findings { root in
            let file = root.appending(path: "nl/login_code/sms.txt")
            try FileManager.default.removeItem(at: file)
            // Even root cannot read what is not there.
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "nowhere")
        }
        #expect(found.contains("nl/login_code/sms.txt folder"))
    }

    @Test("a folder that holds nothing, or is not there, is one finding")
    func empty() throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "templates-\(UUID().uuidString)")
        #expect(try verdict(on: root.path).findings.map(\.problem) == [.folderUnreadable])
        try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: root) }
        let verdict = try verdict(on: root.path)
        #expect(verdict.findings.map(\.problem) == [.folderEmpty])
        #expect(throws: TemplateError.self) { try verdict.templates() }
    }

    @Test("without Dutch nothing can be used; without another language its readers get Dutch")
    func languages() throws {
        let dutch = try findings { try FileManager.default.removeItem(at: $0.appending(path: "nl")) }
        #expect(dutch.contains("nl missing-file"))
        #expect(dutch.filter { $0.hasPrefix("nl") }.count == 1)
        #expect(
            try findings { try FileManager.default.removeItem(at: $0.appending(path: "en")) } == ["en missing-language"]
        )
        #expect(
            try findings { try FileManager.default.removeItem(at: $0.appending(path: "en/login_code")) }
                == ["en/login_code missing-language"])
    }
}
