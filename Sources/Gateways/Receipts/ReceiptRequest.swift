import Jobs

/// A receipt as it came in. Holds numbers and perhaps texts, so it shows nothing of itself.
package struct ReceiptRequest: Masked, Sendable {
    package let method: String
    /// As the vendor called it, and signed it where it signs addresses: our public address, the path and the query.
    package let url: String
    private let headers: [(name: String, value: String)]
    package let body: [UInt8]
    /// What stood in the path behind the gateway's name.
    package let secret: String?

    package init(
        method: String, url: String, headers: [(name: String, value: String)], body: [UInt8], secret: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.secret = secret
    }

    package var mask: String { "ReceiptRequest" }

    /// Nil when it is not there, or twice: two readers could then believe different ones.
    func header(_ name: String) -> String? {
        let found = headers.filter { $0.name.lowercased() == name }
        return found.count == 1 ? found.first?.value : nil
    }

    func requiredHeader(_ name: String) throws(SignatureFault) -> String {
        guard let value = header(name), !value.isEmpty else { throw .missing }
        return value
    }

    /// The parameters of the address; nil when they cannot be read.
    var parameters: [String: String]? {
        FormFields.read(Array(url.utf8.drop { $0 != UInt8(ascii: "?") }.dropFirst()))
    }

    /// What a receipt of this kind says; nil when it cannot be read.
    func content(_ kind: ReceiptKind) -> JSONValue? {
        switch kind {
        case .json: JSONValue(body)
        case .form: FormFields.read(body).map { .object($0.mapValues(JSONValue.string)) }
        case .query: parameters.map { .object($0.mapValues(JSONValue.string)) }
        }
    }
}
