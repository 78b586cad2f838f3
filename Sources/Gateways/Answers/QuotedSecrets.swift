/// Finds in others' words what they quote of a message and could be its code or link, however it is glued or spelled:
/// `code482913!`, `482-913`, `4 8 2 9 1 3`.
///
/// What is short is a secret only where it stands alone: four digits of a name by which support asks for a message are
/// hardly ever the code.
struct QuotedSecrets {
    private static let shortCode = 4...5
    private static let shortPartOfLink = 8
    private static let longRun = 16

    private let secrets: [[UInt8]]

    /// - Parameter message: as it is written, so that a code is told from ordinary words by its capitals.
    init(of message: some RandomAccessCollection<UInt8>) {
        var secrets: [[UInt8]] = []
        for run in message.split(whereSeparator: { !$0.isLetterOrDigit }) where Self.couldBeSecret(run) {
            let secret = run.map(\.lowercased)
            if !secrets.contains(secret) { secrets.append(secret) }
        }
        self.secrets = secrets
    }

    /// A code is 4 to 10 of `0-9A-Z`; a link's secret is long, or has digits.
    private static func couldBeSecret(_ run: some Collection<UInt8>) -> Bool {
        let count = run.count
        guard count >= shortCode.lowerBound else { return false }
        let hasDigit = run.contains(where: \.isDigit)
        let isCode = run.allSatisfy { $0.isDigit || $0.isCapital } && (hasDigit || count > shortCode.upperBound)
        return isCode || count >= longRun || (hasDigit && count >= shortPartOfLink)
    }

    func areQuoted(in word: some StringProtocol) -> Bool {
        !hidden([word]).isEmpty
    }

    /// The places of the words that hold one, or a part of one that goes on in the next word.
    func hidden(_ words: [some StringProtocol]) -> Set<Int> {
        var (letters, places) = ([UInt8](), [Int]())
        for (place, word) in words.enumerated() {
            for byte in word.utf8 where byte.isLetterOrDigit {
                letters.append(byte.lowercased)
                places.append(place)
            }
        }
        var hidden: Set<Int> = []
        for secret in secrets where secret.count <= letters.count {
            for start in 0...letters.count - secret.count where letters[start...].starts(with: secret) {
                let end = start + secret.count
                guard !isChance(secret, letters[..<start].last, letters[end...].first) else { continue }
                hidden.formUnion(places[start]...places[end - 1])
            }
        }
        return hidden
    }

    /// A few digits within more of them.
    private func isChance(_ secret: [UInt8], _ before: UInt8?, _ after: UInt8?) -> Bool {
        Self.shortCode.contains(secret.count) && secret.allSatisfy(\.isDigit)
            && (before?.isDigit == true || after?.isDigit == true)
    }
}
