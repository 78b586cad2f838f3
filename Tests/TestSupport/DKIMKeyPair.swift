import Foundation

/// A key of a test's own, made by the openssl program, and what stands in DNS for it.
package struct DKIMKeyPair: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case rsa = "RSA"
        case ed25519 = "ED25519"
    }

    package let pem: String
    /// RFC 6376, 3.6.1; of Ed25519 the bare 32 bytes (RFC 8463, 4.2).
    package let record: String

    /// - Parameter options: more words for `openssl genpkey`.
    package init(_ kind: Kind, _ options: [String] = []) async throws {
        let folder = TemporaryFolder()
        let path = folder.path("key.pem")
        let make = ["genpkey", "-quiet", "-algorithm", kind.rawValue, "-out", path]
        _ = try await Command.run("/usr/bin/openssl", make + options)
        pem = folder.read("key.pem")
        let show = ["pkey", "-in", path, "-passin", "pass:geheim", "-pubout"]
        let lines = try await Command.run("/usr/bin/openssl", show).split(separator: "\n")
        let der = Data(base64Encoded: lines.dropFirst().dropLast().joined()) ?? Data()
        let key = kind == .ed25519 ? der.suffix(32) : der
        record = "v=DKIM1; k=\(kind.rawValue.lowercased()); p=\(key.base64EncodedString())"
    }
}
