import Transfers

extension SMTPReply {
    /// A wait that is named longer is not believed: nobody's greylist lasts so long, and the mail may do better elsewhere.
    private static let longestWait: Duration = .seconds(3_600)

    /// How long the relay asks us to wait, where it says so in words: `try again in 300 seconds`, `Greylisted for 5
    /// minutes`, `come back in 00:05:00`. There is no field for it in SMTP.
    var wait: Duration? {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber || $0 == ":") }
        for index in words.indices.dropFirst() where ["in", "for", "after", "wait"].contains(words[index - 1]) {
            let unit = words.indices.contains(index + 1) ? words[index + 1] : ""
            if let wait = Self.clock(words[index]) ?? Self.span(words[index], unit) {
                return min(wait, Self.longestWait)
            }
        }
        return nil
    }

    /// `300 seconds`, `300s`
    private static func span(_ word: Substring, _ unit: Substring) -> Duration? {
        let digits = word.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(digits), (1...86_400).contains(count) else { return nil }
        switch digits.endIndex == word.endIndex ? unit : word[digits.endIndex...] {
        case "s", "sec", "secs", "second", "seconds": return .seconds(count)
        case "m", "min", "mins", "minute", "minutes": return .seconds(count * 60)
        case "h", "hour", "hours": return .seconds(count * 3_600)
        default: return nil
        }
    }

    /// `00:05:00`
    private static func clock(_ word: Substring) -> Duration? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2],
            (0...24).contains(hours), (0..<60).contains(minutes), (0..<60).contains(seconds)
        else { return nil }
        let wait = hours * 3_600 + minutes * 60 + seconds
        return wait > 0 ? .seconds(wait) : nil
    }
}
