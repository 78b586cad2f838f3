import Jobs
import Messages
import Transfers

/// Writes an order as a gateway's request. Pure; holds credentials, so it shows nothing of itself.
struct RequestBuilder: Masked, Sendable {
    enum Flaw: Error, Equatable, CustomStringConvertible {
        /// Less life is left than the gateway can be told.
        case tooLate
        /// The order does not fit in a header.
        case unfitHeader
        /// The gateway would read a part of the text as a sign of its own.
        case forbiddenText

        var description: String {
            switch self {
            case .tooLate: "less life left than the gateway can be told"
            case .unfitHeader: "the sender does not fit in a header"
            case .forbiddenText: "the text holds what the gateway would read as a sign of its own"
            }
        }
    }

    private let method: HTTPRequest.Method
    private let url: RequestText
    private let headers: [(name: String, value: RequestText)]
    private let login: HTTPRequest.Credentials?
    private let body: Pattern?
    private let isPlaintext: Bool
    private let number: NumberForm
    private let forbidden: [String]
    private let validity: ValidityRule?
    private let encoding: EncodingNames?
    let reference: ReferenceRule

    var mask: String { "RequestBuilder" }

    /// - Parameters:
    ///   - url: in place of the definition's own base address.
    ///   - credentials: one for each name in the definition, and no more; perhaps the one for receipts.
    ///   - publicURL: how the gateway reaches this machine; nil when it is not to tell us anything.
    init(
        _ definition: GatewayDefinition, url: String?, credentials: [String: Secret], publicURL: String? = nil
    ) throws(GatewaySetupError) {
        let base = try definition.base(url)
        try definition.check(credentials)
        var credentials = credentials
        var content = definition.body
        var headers = definition.headers
        if let address = definition.receiptsAddress(under: publicURL, credentials), let receipts = definition.receipts {
            credentials[RequestAddition.address] = address
            content = content.adding(receipts.request.fields)
            headers += receipts.request.headers
        }
        method = definition.method.wire
        isPlaintext = base.isPlaintext
        number = definition.number
        forbidden = definition.forbidden
        validity = definition.validity
        encoding = definition.encoding
        reference = definition.reference

        var address = Pattern()
        address.append(literal: base.text)
        address.append(path: definition.path, credentials)
        let fields = Pattern(content, credentials)
        if definition.body.kind == .query {
            address.append(literal: definition.path.literals.contains("?") ? "&" : "?")
            address.append(fields)
        }
        self.url = RequestText(address)
        body = definition.body.kind == .query ? nil : fields
        var texts = headers.map { ($0.name, RequestText(Pattern($0.value, credentials))) }
        if let type = definition.body.kind.contentType, !texts.contains(where: { $0.0.lowercased() == "content-type" })
        {
            texts.append(("Content-Type", .constant(type)))
        }
        self.headers = texts
        login = definition.basic.map { [credentials] basic in
            let constant = { (template: TextTemplate) in RequestText(Pattern(template, credentials)).text { _ in "" } }
            return HTTPRequest.Credentials(user: constant(basic.user), password: constant(basic.password))
        }
    }

    /// - Parameters:
    ///   - now: for a gateway that is told the moment at which the message expires.
    ///   - token: for a gateway with OAuth 2.
    func request(
        for order: SMSOrder, timeout: Duration, now: Timestamp, token: Secret? = nil
    ) throws(Flaw) -> HTTPRequest {
        guard order.validity > .zero else { throw .tooLate }
        let isForbidden = order.text.withBytes { text in forbidden.contains { text.holds($0.utf8) } }
        guard !isForbidden else { throw .forbiddenText }
        var limit = ""
        if let validity {
            guard let value = validity.value(for: order.validity, from: now) else { throw .tooLate }
            limit = value
        }
        let value = { (variable: Variable) in
            switch variable {
            case .to: number.text(order.to)
            case .sender: order.sender
            case .text: order.text.revealed  // for the request itself
            case .textHex: order.hex
            case .reference: reference.reference(for: order.id.text)
            case .validity: limit
            case .encoding: (order.encoding == .gsm7 ? encoding?.gsm7 : encoding?.ucs2) ?? ""
            case .segments: String(order.segments)
            }
        }
        var request = HTTPRequest(method, url.text(value))
        request.allowsPlaintext = isPlaintext
        request.credentials = login
        request.timeout = timeout
        request.connectTimeout = min(request.connectTimeout, timeout)
        request.headers.reserveCapacity(headers.count + 2)
        if let trace = order.trace { request.headers.append(("traceparent", trace.text)) }
        if let token { request.headers.append(("Authorization", "Bearer " + token.revealed)) }
        for header in headers {
            var text = header.value.text(value)
            let isFit = text.withUTF8 { bytes in bytes.allSatisfy { (0x20..<0x7F).contains($0) } }
            guard isFit else { throw .unfitHeader }
            request.headers.append((header.name, text))
        }
        if let body {
            request.body.reserveCapacity(512)
            body.write(to: &request.body, value)
        }
        return request
    }
}

extension SMSOrder {
    /// The text's bytes as they travel.
    fileprivate var hex: String {
        let text = text.revealed  // for the request itself
        let bytes =
            encoding == .gsm7 ? GSMAlphabet.bytes(of: text) : text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

extension RequestMethod {
    fileprivate var wire: HTTPRequest.Method {
        switch self {
        case .get: .get
        case .post: .post
        case .put: .put
        }
    }
}

extension BodyDefinition.Kind {
    fileprivate var contentType: String? {
        switch self {
        case .json: "application/json"
        case .form: "application/x-www-form-urlencoded"
        case .text: "text/plain; charset=UTF-8"
        case .query: nil
        }
    }
}
