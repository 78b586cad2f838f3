import Foundation
import Jobs
import Mustache

@testable import Messages

/// A template as an author may leave it: what is wrong has a place, and what passes can be rendered.
enum TemplatesTarget: FuzzTarget {
    static let name = "templates"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        let template = Template(TemplateFile(path: "nl/x.html", bytes: Array(input)))
        let walk = PartialLibrary(["x": template]).closure(of: template)
        let findings = template.findings + walk.findings
        let lines = input.count { $0 == UInt8(ascii: "\n") } + 1
        for finding in findings {
            let line = finding.position?.line ?? 1
            try refuse("a finding without a place: \(finding)", if: !(1...lines).contains(line))
            try refuse("a finding without a word", if: finding.problem.words(in: .english).message.isEmpty)
        }
        guard findings.isEmpty else { return }
        let compiled: MustacheTemplate
        do throws(TemplateFinding) {
            compiled = try template.compiledAsPart()
        } catch {
            // The engine stumbles over some braces in the text that are no tags.
            return try refuse("the engine's finding has no place", if: !(1...lines).contains(error.position?.line ?? 0))
        }
        guard let job, let brand else { return }
        let context = SkeletonContext(shape: MessageShape(of: job, brand: brand))
        let skeleton = Skeleton(compiled.render(context))
        let values = MessageValues(job, at: job.issuedAt, brand: brand, language: .dutch)
        let html = String(decoding: skeleton.filled(from: values, as: .html), as: UTF8.self)
        try refuse("a value went out raw", if: html.contains("<Zq") && !input.text.contains("<Zq"))
    }

    private static let brand = HostName("caren.example").flatMap {
        try? Brand(name: "Caren", domain: $0, supportPhone: "088 042 42 42")
    }

    private static let job = try? JobDecoder.decode(
        Array(
            #"""
            {"version":1,"id":"job-0001","kind":"send_code","account":"a","issued_at":"2026-11-22T12:00:00Z",
             "expires_at":"2026-11-22T12:10:00Z","recipient":{"phone":"+31612345678","name":"Jan <Zq>\"&' Jansen"},
             "code":"482913","sequence":7}
            """#.utf8), kind: .sendCode)
}
