import Foundation
import Jobs
import Testing

@testable import Messages

/// The finished messages as files, so that a change of text is seen as text.
///
/// `CODEBODE_WRITE_GOLDEN=1 swift test --filter GoldenTests` writes them anew.
struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    @Test(
        "every message reads as it was agreed, in both languages",
        arguments: MessageName.allCases, ["nl", "en"])
    func messages(message: MessageName, locale: String) throws {
        let renderer = try Sample.renderer()
        let sequence = message == .loginCode ? 2 : nil
        let content = try Sample.content(of: message, sequence: sequence)
        let job = try Sample.job(message, content, locale: locale, name: "Sam de Vries")
        let now = Sample.issued + .seconds(150)
        if message.channels.contains(.sms) {
            try compare(renderer.sms(for: job, at: now).revealed, "\(message.rawValue).\(locale).sms.txt")
        }
        if message.channels.contains(.email) {
            let mail = try renderer.mail(for: job, at: now)
            let text = "Subject: \(mail.subject.revealed)\n\n\(mail.text.revealed)"
            try compare(text, "\(message.rawValue).\(locale).email.txt")
            try compare(mail.html.revealed, "\(message.rawValue).\(locale).email.html")
        }
    }

    private func compare(_ text: String, _ name: String) throws {
        let file = Self.folder.appending(path: name)
        if ProcessInfo.processInfo.environment["CODEBODE_WRITE_GOLDEN"] != nil {
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs")
    }
}
