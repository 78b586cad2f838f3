package import Jobs

/// Judges and reads the receipts of one gateway. Pure; holds a secret, so it shows nothing of itself.
package struct ReceiptReader: Masked, Sendable {
    /// What the gateway wants to hear.
    package let answer: ReceiptAnswer
    private let definition: ReceiptDefinition
    private let signature: any SignatureCheck

    package var mask: String { "ReceiptReader" }

    /// Nil where the gateway's file says nothing of receipts, or config does not give the secret that they need.
    package init?(_ gateway: GatewayDefinition, credentials: [String: Secret]) throws(GatewaySetupError) {
        guard let definition = gateway.receipts, let secret = credentials[definition.secret] else { return nil }
        guard let signature = definition.scheme.check(definition.kind, secret) else {
            throw .unfitReceiptSecret(gateway: gateway.name, definition.secret, definition.scheme.secretRule)
        }
        answer = definition.answer
        self.definition = definition
        self.signature = signature
    }

    /// Nothing is read before the signature is known to be good.
    package func read(_ request: ReceiptRequest, now: Timestamp) throws(ReceiptRefusal) -> Receipt {
        let method = definition.kind == .query ? "GET" : "POST"
        guard request.method == method else { throw .method(allowed: method) }
        do throws(SignatureFault) {
            try signature.verify(request, now: now)
        } catch {
            throw .signature(error)
        }
        guard let content = request.content(definition.kind), let parameters = request.parameters else {
            throw .unreadable
        }
        let items = definition.list.map { content.values(at: $0) } ?? [content]
        guard !items.isEmpty else { throw .unreadable }
        let reports = items.compactMap { report($0, parameters) }
        return Receipt(reports: reports, ignored: items.count - reports.count)
    }

    private func report(_ item: JSONValue, _ parameters: [String: String]) -> DeliveryReport? {
        let text = { (place: ReceiptPlace) in place.text(item, parameters) }
        let id = definition.id.flatMap(text).flatMap(Self.name)
        let reference = definition.reference.flatMap(text).flatMap(Self.name)
        guard id != nil || reference != nil, let word = text(definition.status),
            let status = definition.statuses[word]
        else { return nil }
        let code = definition.code.lazy.compactMap(text).first { !$0.isEmpty }
        return DeliveryReport(id: id, reference: reference, status: status, code: code.flatMap(Self.code))
    }

    /// A name that could be one of ours or of a gateway.
    private static func name(_ text: String) -> String? {
        let isFit = (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
        return isFit ? text : nil
    }

    /// A vendor's code is a word; what could be a telephone number is left out.
    private static func code(_ text: String) -> String? {
        let isWord = text.utf8.allSatisfy { $0.isLetterOrDigit || "_.-".utf8.contains($0) }
        let isFit = isWord && (1...40).contains(text.utf8.count) && text.utf8.count(where: \.isDigit) < 7
        return isFit ? text : nil
    }
}

extension ReceiptPlace {
    fileprivate func text(_ item: JSONValue, _ parameters: [String: String]) -> String? {
        switch self {
        case .address(let name): return parameters[name]
        case .content(let path):
            switch item.values(at: path).first {
            case .string(let text), .number(let text): return text
            case .null, .bool, .array, .object, nil: return nil
            }
        }
    }
}
