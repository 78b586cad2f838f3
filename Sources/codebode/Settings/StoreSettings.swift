import Jobs

/// ## Configuration keys
/// - `store.url` (secret): `sqlite:PATH`.
/// - `store.hash_key` (secret): 64 hex digits; keys the hashes under which addresses are stored. By default a key is made
///   and kept beside the database.
struct StoreSettings: Sendable {
    let path: String
    let hashKey: [UInt8]?

    init(from reader: inout SettingsReader) {
        let url = reader.text("store.url") ?? "sqlite:var/codebode.db"
        path = url.hasPrefix("sqlite:") ? String(url.dropFirst("sqlite:".count)) : ""
        if path.isEmpty { reader.complain("store.url", "sqlite:PATH is expected, such as sqlite:var/codebode.db") }
        guard let text = reader.text("store.hash_key") else {
            hashKey = nil
            return
        }
        hashKey = [UInt8](hex: text)
        if hashKey?.count != 32 {
            reader.complain("store.hash_key", "64 hex digits are expected (openssl rand -hex 32)")
        }
    }
}

extension [UInt8] {
    init?(hex text: String) {
        let digits = Array<Character>(text)
        guard digits.count.isMultiple(of: 2), digits.allSatisfy(\.isHexDigit) else { return nil }
        self = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
            append(byte)
        }
    }
}
