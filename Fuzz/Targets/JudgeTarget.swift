import Jobs

@testable import Messages

/// One file of a message, as an author may leave it, read as its reader will get it: what is found has a place in it.
enum JudgeTarget: FuzzTarget {
    static let name = "judge"

    /// The first byte says which file the others are.
    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        guard let judge else { throw BrokenPromise(description: "no brand to judge by") }
        guard let first = input.first else { return }
        let part = MessagePart.allCases[Int(first) % MessagePart.allCases.count]
        let file = TemplateFile(path: "nl/login_code/\(part.rawValue)", bytes: Array(input.dropFirst()))
        let verdict = judge.verdict(on: [file], [], directory: "templates")
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for finding in verdict.findings where finding.file == file.path {
            try refuse("a finding without a word", if: finding.problem.words(in: .dutch).message.isEmpty)
            guard let position = finding.position else { continue }
            try refuse("\(finding) is in no line", if: !lines.indices.contains(position.line - 1))
            guard let change = finding.replacement else { continue }
            try refuse("what mends \(finding) is in no line", if: !lines.indices.contains(change.line - 1))
            let width = String(decoding: lines[change.line - 1], as: UTF8.self).unicodeScalars.count
            try refuse("what mends \(finding) goes past its line", if: change.column - 1 + change.length > width)
        }
    }

    private static let judge = HostName("caren.example").flatMap { domain in
        (try? Brand(name: "Caren", domain: domain, supportPhone: "088 042 42 42")).map {
            TemplateJudge(brand: $0, linkHosts: [])
        }
    }
}
