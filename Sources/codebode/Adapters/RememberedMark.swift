import AMQP
import Admission
import Cryptography

/// What a copy bears of which the store had a row when it was put aside.
///
/// Such a copy is asked for no limit again, so a publisher must not be able to write the mark: it is keyed, and good for
/// this body only.
enum RememberedMark {
    static let header = "codebode-remembered"

    static func text(for body: [UInt8], hash: some KeyedHash) -> String {
        hash.digest(Array("remembered ".utf8) + body)
    }

    static func isOn(_ properties: Properties, of body: [UInt8], hash: some KeyedHash) -> Bool {
        guard let given = properties.headers[header]?.string else { return false }
        return ConstantTime.areEqual(given, text(for: body, hash: hash))
    }
}
