extension FileReader {
    /// - Parameters:
    ///   - body: of the request.
    ///   - headers: the names of those that stand in it.
    mutating func receipts(
        _ field: FileField, of body: BodyDefinition?, _ headers: [String], _ values: TemplateValues
    ) -> ReceiptDefinition? {
        let parts = fields(
            field, ["type", "list", "id", "reference", "status", "code", "statuses", "answer", "signature", "request"])
        let request = parts["request"].map { addition($0, to: body, beside: headers, values) }
        let kind = required(parts, "type", of: field).flatMap { choice($0, ReceiptKind.self) }
        let signature = required(parts, "signature", of: field).flatMap { self.signature($0) }
        let status = required(parts, "status", of: field)
        let statuses = required(parts, "statuses", of: field).flatMap { self.statuses($0) }
        let answer = parts["answer"].map { self.answer($0) } ?? ReceiptAnswer(status: 200, body: "")
        if parts["id"] == nil, parts["reference"] == nil {
            report(field, "expected the key id or reference, or nobody knows which message is meant")
        }
        guard let kind, let signature, let status else { return nil }
        if kind == .query, [.standardWebhooks, .vonageToken, .sinch, .kpn].contains(signature.scheme) {
            report(field, "expected type json or form: this signature covers a body only")
        }
        if let list = parts["list"], kind != .json { report(list, "expected type json: only json nests") }
        let list = parts["list"].flatMap { jsonPath($0) }
        let id = parts["id"].flatMap { place($0, kind, signature.scheme) }
        let reference = parts["reference"].flatMap { place($0, kind, signature.scheme) }
        let code = parts["code"].map { items($0).compactMap { place($0, kind, signature.scheme) } } ?? []
        guard let statuses, let answer, let statusPlace = place(status, kind, signature.scheme) else { return nil }
        return ReceiptDefinition(
            kind: kind, list: list, id: id, reference: reference, status: statusPlace, code: code, statuses: statuses,
            answer: answer, scheme: signature.scheme, secret: signature.secret,
            request: request ?? RequestAddition(fields: [], headers: []))
    }

    private mutating func place(
        _ field: FileField, _ kind: ReceiptKind, _ scheme: SignatureScheme
    ) -> ReceiptPlace? {
        let expected =
            switch kind {
            case .json: "a place in JSON, as id or messages[0].status, or a parameter of the address, as ?ref"
            case .form: "the name of a field, or a parameter of the address, as ?ref"
            case .query: "the name of a parameter, without ?"
            }
        guard let place = value(field, expected, { ReceiptPlace($0, in: kind) }) else { return nil }
        if case .address = place, !scheme.covers(address: kind) {
            report(field, "expected a place in the body: the signature does not cover the address")
        }
        return place
    }

    private mutating func statuses(_ field: FileField) -> [String: DeliveryReport.Status]? {
        let parts = fields(field, DeliveryReport.Status.allCases.map(\.rawValue))
        var statuses: [String: DeliveryReport.Status] = [:]
        for key in ["delivered", "undelivered"] {
            _ = required(parts, key, of: field)
        }
        for status in DeliveryReport.Status.allCases {
            for item in parts[status.rawValue].map({ items($0) }) ?? [] {
                guard let word = text(item) else { continue }
                if let other = statuses.updateValue(status, forKey: word) {
                    report(item, "\(word) stands under \(other.rawValue) as well")
                }
            }
        }
        return statuses
    }

    private mutating func answer(_ field: FileField) -> ReceiptAnswer? {
        let parts = fields(field, ["status", "body"])
        let status = parts["status"].map { number($0, in: 200...299) } ?? 200
        let body = parts["body"].map { text($0) } ?? ""
        guard let status, let body else { return nil }
        return ReceiptAnswer(status: status, body: body)
    }

    private mutating func signature(_ field: FileField) -> (scheme: SignatureScheme, secret: String)? {
        let parts = fields(field, ["scheme", "method", "secret"])
        let name = required(parts, "scheme", of: field).flatMap { choice($0, SignatureScheme.Name.self) }
        let secret = required(parts, "secret", of: field).flatMap { credential($0) }
        let method = parts["method"].map { choice($0, VonageSignature.Method.self) } ?? .plainMD5
        if let field = parts["method"], let name, name != .vonageParameters {
            report(field, "expected with the scheme vonage_sig only")
        }
        guard let name, let secret, let method else { return nil }
        let scheme: SignatureScheme =
            switch name {
            case .none: .none
            case .standardWebhooks: .standardWebhooks
            case .twilio: .twilio
            case .messageBirdToken: .messageBirdToken
            case .vonageParameters: .vonageParameters(method)
            case .vonageToken: .vonageToken
            case .sinch: .sinch
            case .kpn: .kpn
            }
        return (scheme, secret)
    }
}
