import Foundation
import Jobs
import Testing

@testable import Messages

@Suite("templates/LEESMIJ.md says what the program does")
struct AuthorsGuideTests {
    private let rows: [[String]]

    init() throws {
        let text = try String(contentsOfFile: Sample.folder + "/LEESMIJ.md", encoding: .utf8)
        rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    @Test("of every message how it goes and which values it alone has", arguments: MessageName.allCases)
    func messages(message: MessageName) throws {
        let row = try #require(entry("`\(message.rawValue)`"))
        try #require(row.count == 4)
        #expect(row[2] == message.channels.map { $0 == .sms ? "sms" : "e-mail" }.joined(separator: ", "))
        let common: Set<MessageVariable> = [
            .brandName, .brandDomain, .supportPhone, .supportPhoneLink, .brandMark, .brandColour, .brandColourDark,
            .name, .language, .subject,
        ]
        let own = message.parts.reduce(into: Set()) { $0.formUnion(message.variables(in: $1)) }.subtracting(common)
        #expect(Set(row[3].components(separatedBy: ", ")) == Set(own.map { "`\($0.rawValue)`" }))
    }

    @Test("of every value an example", arguments: MessageVariable.allCases)
    func values(variable: MessageVariable) throws {
        let row = try #require(entry("`\(variable.rawValue)`"))
        #expect(row.count == 3 && !row[1].isEmpty)
    }

    @Test("of every rule whether it keeps the texts from being used, and why", arguments: TemplateRule.allCases)
    func rules(rule: TemplateRule) throws {
        let row = try #require(rows.first { $0[0] == "`\(rule.rawValue)`" && ["fout", "let op"].contains($0[1]) })
        try #require(row.count == 3)
        #expect(row[1] == (rule.severity == .error ? "fout" : "let op"))
        #expect(row[2].hasSuffix("."))
    }

    @Test("nothing that is not there")
    func noMore() {
        let known =
            MessageName.allCases.map(\.rawValue) + MessageVariable.allCases.map(\.rawValue)
            + TemplateRule.allCases.map(\.rawValue) + MessagePart.allCases.map(\.rawValue)
        #expect(rows.map { $0[0] }.filter { !known.map { "`\($0)`" }.contains($0) } == [])
    }

    private func entry(_ name: String) -> [String]? { rows.first { $0[0] == name } }
}
