import Cryptography

/// ## Configuration keys
/// - `seal.keys` (secret): `KID:KEY`, several with commas or on lines of their own; the first is the one to seal with.
/// - `seal.required`: `true` refuses jobs that come in clear; false.
struct SealSettings: Sendable {
    let ring: SealRing
    let isRequired: Bool

    init(from reader: inout SettingsReader) {
        var keys: [SealKey] = []
        for text in reader.list("seal.keys", default: []).flatMap({ $0.split(whereSeparator: \.isWhitespace) }) {
            do throws(SealKeyError) {
                let key = try SealKey(text)
                if keys.contains(where: { $0.id == key.id }) {
                    reader.complain("seal.keys", "two keys are called \(key.id); each needs an id of its own")
                }
                keys.append(key)
            } catch {
                reader.complain("seal.keys", error.description)
            }
        }
        ring = SealRing(keys)
        isRequired = reader.flag("seal.required", default: false)
        if isRequired, reader.text("seal.keys") == nil {
            reader.complain("seal.required", "without a key in seal.keys no job at all would be taken")
        }
    }
}
