import Cryptography
import Jobs

/// ## Configuration keys
/// All three or none:
/// - `mail.dkim.domain`: that signs; the sender's own domain, or one above or below it, or receivers find the signature
///   to be somebody else's (DMARC's relaxed alignment, RFC 7489, 3.1.1).
/// - `mail.dkim.selector`: which of the domain's keys; 1 to 63 of `a-z`, `0-9` and `-`, perhaps several with dots between.
/// - `mail.dkim.key` (secret): the private key in PEM, without password.
enum DKIMSettings {
    private static let names = ["domain", "selector", "key"].map { "mail.dkim.\($0)" }

    /// `nil` without a key, or with a finding.
    static func signer(from reader: inout SettingsReader, for sender: EmailAddress) -> DKIMSigner? {
        let values = names.map { reader.text($0) }
        guard values.contains(where: { $0 != nil }) else { return nil }
        for (name, value) in zip(names, values) where value == nil {
            reader.complain(name, "the three keys under mail.dkim belong together, and this one is empty")
        }
        let domain = values[0].flatMap { Self.host($0, for: sender, &reader) }
        let selector = values[1].flatMap { Self.selector($0, &reader) }
        let key = values[2].flatMap { Self.key(Secret($0), &reader) }
        guard let domain, let selector, let key else { return nil }
        return DKIMSigner(domain: domain.text, selector: selector, key: key)
    }

    private static func host(
        _ text: String, for sender: EmailAddress, _ reader: inout SettingsReader
    ) -> HostName? {
        guard let host = HostName(text) else {
            reader.complain(names[0], "a domain is expected, such as \(sender.domain)")
            return nil
        }
        let (own, other) = (sender.domain, host.text)
        guard own == other || own.hasSuffix("." + other) || other.hasSuffix("." + own) else {
            reader.complain(
                names[0], "the domain of mail.from is expected, \(own), or one above or below it; no other counts")
            return nil
        }
        return host
    }

    private static func key(_ pem: Secret, _ reader: inout SettingsReader) -> DKIMKey? {
        do throws(DKIMKeyError) {
            return try pem.withBytes { bytes throws(DKIMKeyError) in try DKIMKey(pem: bytes) }
        } catch {
            reader.complain(names[2], error.description)
            return nil
        }
    }

    /// Labels as in a host name, of which a selector may be a single one (RFC 6376, 3.1).
    private static func selector(_ text: String, _ reader: inout SettingsReader) -> String? {
        if HostName(text + ".selector.example") != nil { return text }
        reader.complain(names[1], "letters, digits and hyphens are expected, such as nov2026")
        return nil
    }
}
