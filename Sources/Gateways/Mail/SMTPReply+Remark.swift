import Transfers

extension SMTPReply {
    private static let longestRemark = 200

    /// Codes and words for a log at `debug`: one line of printable ASCII, without addresses, and without what could be
    /// the mail's code or link.
    ///
    /// - Parameter message: which a spam filter may quote.
    func remark(on message: [UInt8]) -> String {
        let content = Self.joined(message)
        let words = text.split(separator: " ")
        let hidden = QuotedSecrets(of: content).hidden(words)
        let small = content.map(\.lowercased)
        let shown = words.enumerated().map { place, word in
            let isQuoted = hidden.contains(place) || Self.secretRuns(in: word).contains { small.contains($0) }
            return isQuoted ? "***" : String(word)
        }
        let remark = [String(code), enhanced, shown.joined(separator: " ")].compactMap(\.self).joined(separator: " ")
        return String(remark.prefix(Self.longestRemark))
    }

    /// Letters and digits of a word that could be a code (4 characters or more, 0-9A-Z) or a part of a link.
    private static func secretRuns(in word: Substring) -> [[UInt8]] {
        word.utf8.split { !$0.isLetterOrDigit }.filter { run in
            let isOrdinary = run.allSatisfy { $0 >= UInt8(ascii: "A") } && run.contains { $0 >= UInt8(ascii: "a") }
            return run.count >= 4 && (!isOrdinary || run.count >= 8)
        }.map { $0.map(\.lowercased) }
    }

    /// Without the soft line breaks of quoted-printable, which may go through a code.
    private static func joined(_ message: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(message.count)
        for byte in message {
            content.append(byte)
            if content.suffix(3).elementsEqual([UInt8(ascii: "="), 0x0D, 0x0A]) { content.removeLast(3) }
        }
        return content
    }
}
