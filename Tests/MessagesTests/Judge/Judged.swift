import Foundation
import Jobs
import Testing

@testable import Messages

/// The shipped templates after a change, before the judge.
struct Judged {
    let verdict: TemplateVerdict
    private let isPartial: Bool

    /// - Parameter messages: to judge; that the others are missing is then not told.
    init(
        brand: Brand? = nil, only messages: [MessageName]? = nil, _ change: (inout [String: String]) -> Void
    ) throws {
        var files: [String: String] = [:]
        for file in TemplateFolder(Sample.folder).files {
            files[file.path] = String(decoding: file.bytes, as: UTF8.self)
        }
        change(&files)
        if let messages {
            let others = MessageName.allCases.filter { !messages.contains($0) }.map { "/\($0.rawValue)/" }
            files = files.filter { path, _ in !others.contains(where: path.contains) }
        }
        let host = try #require(HostName("inloggen.caren.example"))
        let judge = TemplateJudge(brand: try brand ?? Sample.brand(), linkHosts: [host])
        isPartial = messages != nil
        verdict = judge.verdict(
            on: files.sorted { $0.key < $1.key }.map { TemplateFile(path: $0.key, bytes: Array($0.value.utf8)) }, [],
            directory: "templates")
    }

    /// `nl/login_code/sms.txt:1:1 sms-character ë`
    var found: [String] {
        verdict.findings.filter { !isPartial || ![.missingFile, .missingLanguage].contains($0.rule) }
            .map { "\($0.place) \($0.rule.rawValue) \($0.text)" }
    }
}
