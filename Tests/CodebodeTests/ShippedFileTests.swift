import Admission
import Foundation
import Testing

@testable import codebode

@Suite("config/codebode.yaml")
struct ShippedFileTests {
    private let path = SettingsSample.repository + "/config/codebode.yaml"

    private func text() throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("holds every key, and no other")
    func keys() throws {
        let file = try SettingsFile(path: path, text: text())
        let keys = file.keys.map(\.name).filter { !$0.hasPrefix("limits.") }
        #expect(keys.sorted() == SettingKey.all.map(\.name).sorted())
    }

    @Test("says of every key, or of its group, what it is for", arguments: SettingKey.all.map(\.name))
    func comments(key: String) throws {
        let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
        let file = try SettingsFile(path: path, text: text())
        var line = try #require(file.keys.first { $0.name == key }).line - 1
        let indentation = { (line: Substring) in line.prefix { $0 == " " }.count }
        while indentation(lines[line]) > 2, !lines[line - 1].hasSuffix(":") { line -= 1 }
        if indentation(lines[line]) > 2 { line -= 1 }
        #expect(lines[line - 1].trimmingCharacters(in: .whitespaces).hasPrefix("# "))
    }

    @Test("says the defaults, and gives what has none")
    func defaults() async throws {
        let shipped = try await Settings.read(path, environment: [:])
        let standard = try await SettingsSample.read(SettingsSample.minimal + "links: {hosts: [caren.example]}")
        #expect(shipped.values.keys.sorted() == SettingKey.all.map(\.name).sorted())
        #expect(shipped.values == standard.values)
        #expect(shipped.rules.limits == standard.rules.limits)
        #expect(shipped.files.gateways.names.contains("sandbox"))
    }
}
