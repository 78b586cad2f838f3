import Jobs
import Testing

@testable import Messages

struct TracerTests {
    @Test("what is judged is, letter by letter, what is sent", arguments: Language.allCases, SampleJob.allCases)
    func same(language: Language, sample: SampleJob) throws {
        let catalogue = TemplateCatalogue(TemplateFolder(Sample.folder).files)
        let renderer = try Sample.renderer()
        let host = try #require(HostName("caren.example"))
        #expect(catalogue.sound.count == 2 * MessageName.allCases.flatMap(\.parts).count)
        for template in catalogue.sound where template.language == language {
            let job = try #require(sample.job(for: template.name, in: language, linkHost: host))
            var values = MessageValues(job, at: job.issuedAt, brand: try Sample.brand(), language: language)
            let mail = template.part == .sms ? nil : try renderer.mail(for: job, at: job.issuedAt)
            values.subject = mail?.subject.revealed ?? ""
            let traced = try Tracer(template).render(values, MessageShape(of: job, brand: try Sample.brand()))
            let sent =
                switch template.part {
                case .sms: try renderer.sms(for: job, at: job.issuedAt).revealed
                case .subject: mail?.subject.revealed
                case .text: mail?.text.revealed
                case .html: mail?.html.revealed
                }
            #expect(traced.text(traced.indices) == sent)
        }
    }

    @Test("every letter that an author wrote is found again at its place")
    func places() throws {
        let catalogue = TemplateCatalogue(TemplateFolder(Sample.folder).files)
        let host = try #require(HostName("caren.example"))
        let lines = Dictionary(
            uniqueKeysWithValues: TemplateFolder(Sample.folder).files.map { file in
                let lines = String(decoding: file.bytes, as: UTF8.self).split(
                    separator: "\n", omittingEmptySubsequences: false)
                return (file.path, lines.map { Array($0.unicodeScalars) })
            })
        var checked = 0
        for template in catalogue.sound {
            let job = try #require(SampleJob.longest.job(for: template.name, in: template.language, linkHost: host))
            let brand = try Sample.brand()
            let values = MessageValues(job, at: job.issuedAt, brand: brand, language: template.language)
            let text = try Tracer(template).render(values, MessageShape(of: job, brand: brand))
            for index in text.indices
            where index.isMultiple(of: 7) && text.scalars[index] != " " && text.scalars[index] != "\n" {
                let finding = text.finding(.falseCode, at: index..<index + 1, replacement: "x")
                let position = try #require(finding.position)
                let there = try #require(lines[finding.file])[position.line - 1][position.column - 1]
                #expect(there == (text.isValue(index) ? "{" : text.scalars[index]), "\(finding.place)")
                #expect((finding.replacement == nil) == text.isValue(index))
                checked += 1
            }
        }
        #expect(checked > 9_000)
    }
}
