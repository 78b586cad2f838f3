/// What the argument parser says of a mistake, without the words that it quotes.
enum UsageMessage {
    /// Names of options stay; anything else in quotes may be a number or an account that was typed in the wrong place.
    static func masked(_ message: String) -> String {
        var lines = message.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let parts = lines[0].split(separator: "'", omittingEmptySubsequences: false)
        let shown = parts.enumerated().map { index, part in
            index.isMultiple(of: 2) || isOption(part) ? part : "•••"
        }
        lines[0] = shown.joined(separator: "'")
        return lines.joined(separator: "\n")
    }

    private static func isOption(_ text: Substring) -> Bool {
        let name = text.prefix { $0 != " " }
        return name.hasPrefix("--") && name.dropFirst(2).utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    }
}
