import Cryptography
import Jobs

/// `X-Twilio-Signature`: HMAC-SHA1 of the address and the form's fields, with the account's primary auth token; or
/// HMAC-SHA256 with a shared key, where a second header says so.
struct TwilioSignature: SignatureCheck {
    private let kind: ReceiptKind
    private let token: SigningKey

    init?(_ kind: ReceiptKind, _ token: Secret) {
        guard let token = SigningKey(token) else { return nil }
        self.kind = kind
        self.token = token
    }

    func verify(_ request: ReceiptRequest, now: Timestamp) throws(SignatureFault) {
        let signature = try request.requiredHeader("x-twilio-signature")
        guard let given = Base64.bytes(signature), let content = try signedContent(request),
            let hash = Self.hash(request.header("x-twilio-webhooks-signature-settings"))
        else { throw .missing }
        // Twilio signs the address sometimes with its port and sometimes without.
        let isGood = Self.spellings(request.url).map { address in
            token.sign(Array(address.utf8) + content, hash).map { ConstantTime.areEqual($0, given) } ?? false
        }
        guard isGood.contains(true) else { throw .wrong }
    }

    /// Of `key=…,algorithm=HMAC_SHA256`; nil for an algorithm that is not known.
    private static func hash(_ settings: String?) -> HashFunction? {
        let words = (settings ?? "").split(separator: ",").map { $0.filter { $0 != " " } }
        switch words.first(where: { $0.hasPrefix("algorithm=") }) {
        case nil, "algorithm=HMAC_SHA1": return .sha1
        case "algorithm=HMAC_SHA256": return .sha256
        default: return nil
        }
    }

    /// What is signed behind the address; nil when it cannot be read.
    private func signedContent(_ request: ReceiptRequest) throws(SignatureFault) -> [UInt8]? {
        switch kind {
        case .query:
            return []
        case .form:
            let fields = FormFields.read(request.body)?.map { (name: Array($0.key.utf8), value: Array($0.value.utf8)) }
            return fields?.sorted { $0.name.lexicographicallyPrecedes($1.name) }.flatMap { $0.name + $0.value }
        case .json:
            guard let given = request.parameters?["bodySHA256"], let hash = HashFunction.sha256.digest(request.body)
            else { return nil }
            guard ConstantTime.areEqual(given.lowercased(), hash.hex) else { throw .wrong }
            return []
        }
    }

    /// The address as it is, and with the scheme's own port added, or any port left out.
    private static func spellings(_ url: String) -> [String] {
        guard let start = url.firstRange(of: "://")?.upperBound else { return [url] }
        let end = url[start...].firstIndex { "/?#".contains($0) } ?? url.endIndex
        let bracket = url[start..<end].lastIndex(of: "]") ?? start
        if let colon = url[bracket..<end].lastIndex(of: ":") {
            return [url, String(url[..<colon] + url[end...])]
        }
        return [url, url[..<end] + (url.hasPrefix("https:") ? ":443" : ":80") + url[end...]]
    }
}
