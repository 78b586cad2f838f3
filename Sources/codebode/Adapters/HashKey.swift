import Admission
import Cryptography
import Foundation
import Jobs

/// The key under which the store knows addresses.
struct HashKey: KeyedHash {
    private static let digits = Array("0123456789abcdef".utf8)

    private let hash: HMACSHA256

    init(_ key: [UInt8]) {
        hash = HMACSHA256(key: key)
    }

    func digest(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: 32) { text in
            for (index, byte) in hash.digest(bytes).prefix(16).enumerated() {
                text[2 * index] = Self.digits[Int(byte >> 4)]
                text[2 * index + 1] = Self.digits[Int(byte & 0xF)]
            }
            return 32
        }
    }

    /// The configured key, or the one beside the database, which the first worker makes.
    static func load(_ settings: StoreSettings) throws(CommandFailure) -> HashKey {
        if settings.hashKey == nil { make(file(of: settings)) }
        return try existing(settings)
    }

    /// The same, but never a new one: under that, everything in the store would seem to be unknown.
    static func existing(_ settings: StoreSettings) throws(CommandFailure) -> HashKey {
        if let key = settings.hashKey { return HashKey(key.withBytes(Array.init)) }
        let path = file(of: settings)
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(
                .configuration, "\(path): it cannot be read; is this the worker's user? Or set store.hash_key")
        }
        guard let key = [UInt8](hex: text.trimmingCharacters(in: .whitespacesAndNewlines)), key.count == 32
        else {
            throw CommandFailure(.configuration, "\(path): 64 hex digits are expected; or set store.hash_key")
        }
        return HashKey(key)
    }

    /// A key that is there must be one; where there is none, the first worker makes it. Of one that this user may not
    /// read nothing is said: it is the worker's.
    static func check(_ settings: StoreSettings) throws(CommandFailure) {
        if settings.hashKey == nil, FileManager.default.isReadableFile(atPath: file(of: settings)) {
            _ = try existing(settings)
        }
    }

    /// Only a database has one beside it: for a Redis the settings demand the key itself.
    private static func file(of settings: StoreSettings) -> String {
        switch settings.place {
        case .sqlite(let path): path + ".key"
        case .redis: ""
        }
    }

    private static func make(_ path: String) {
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let fresh = Data(SecureRandom.bytes(32).map { String(format: "%02x", $0) }.joined().utf8)
        // Written whole under another name first, and linked only if nobody was sooner.
        let draft = path + ".\(UUID().uuidString)"
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: draft, contents: fresh, attributes: attributes)
            link(draft, path)
            unlink(draft)
        }
    }
}
