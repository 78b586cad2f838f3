import Cryptography
import Jobs

/// As Vonage signs receipts of its SMS API: the parameter `sig` over all the others.
struct VonageSignature: SignatureCheck {
    /// As Vonage's own libraries call them; the account's setting says which.
    enum Method: String, CaseIterable, Sendable {
        /// MD5 of the parameters and the secret, without HMAC.
        case plainMD5 = "md5hash"
        case md5
        case sha1
        case sha256
        case sha512
    }

    private let kind: ReceiptKind
    private let method: Method
    private let secret: SigningKey

    init?(_ kind: ReceiptKind, _ method: Method, _ secret: Secret) {
        guard let secret = SigningKey(secret) else { return nil }
        self.kind = kind
        self.method = method
        self.secret = secret
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        guard case .object(var values)? = request.content(kind), case .string(let given)? = values["sig"],
            let time = values["timestamp"]?.scalarText.flatMap(SignatureTime.init)
        else { throw .missing }
        values["sig"] = nil
        guard let text = Self.signedText(values), let signed = sign(text),
            ConstantTime.areEqual(given.lowercased(), signed.hex)
        else { throw .wrong }
        guard time.isNear(now) else { throw .outOfTime }
    }

    private func sign(_ text: [UInt8]) -> [UInt8]? {
        switch method {
        case .plainMD5: secret.sealed(text, .md5)
        case .md5: secret.sign(text, .md5)
        case .sha1: secret.sign(text, .sha1)
        case .sha256: secret.sign(text, .sha256)
        case .sha512: secret.sign(text, .sha512)
        }
    }

    /// `&name=value&…` by name, `&` and `=` in a value replaced. Nil for a name with them, which could hide another
    /// parameter, and for a value that is no text.
    private static func signedText(_ values: [String: JSONValue]) -> [UInt8]? {
        let names = values.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var text: [UInt8] = []
        for name in names {
            guard let value = values[name]?.scalarText, !name.utf8.contains(where: { "&=".utf8.contains($0) }) else {
                return nil
            }
            text += Array("&\(name)=".utf8)
            text += value.utf8.map { "&=".utf8.contains($0) ? UInt8(ascii: "_") : $0 }
        }
        return text
    }
}
