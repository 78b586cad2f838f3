extension GatewayDefinition {
    static let keys = [
        "url", "plaintext", "path", "method", "headers", "auth", "credentials", "number", "body", "validity",
        "encoding", "reference", "forbidden", "success", "id", "answers", "throttle", "receipts",
    ]

    /// Reads `config/gateways/NAME.yaml`; `docs/gateways.md` explains each key.
    ///
    /// - Parameter file: its path, for the mistakes.
    package init(name: String, yaml: String, file: String) throws(FileMistakes) {
        var reader = FileReader(file: file)
        guard let definition = reader.definition(name, yaml) else { throw FileMistakes(reader.mistakes) }
        self = definition
    }

    fileprivate static func read(
        _ name: String, _ root: FileField, _ reader: inout FileReader
    ) -> GatewayDefinition? {
        let fields = reader.fields(root, keys)
        let credentials = fields["credentials"].map { reader.credentials($0) } ?? []
        let number = fields["number"].map { reader.choice($0, NumberForm.self) } ?? .e164
        let encoding = fields["encoding"].flatMap { reader.encoding($0) }
        let validity = fields["validity"].flatMap { reader.validity($0) }
        let values = TemplateValues(
            credentials: credentials, number: number ?? .e164, encoding: encoding,
            validity: validity?.unit ?? (fields["validity"] == nil ? nil : .seconds))

        let body = reader.required(fields, "body", of: root).flatMap { reader.body($0, values) }
        let path = reader.required(fields, "path", of: root).flatMap { reader.path($0, values) }
        let headers = fields["headers"].map { reader.headers($0, values) } ?? []
        let auth = fields["auth"].map { reader.authorization($0, values, beside: headers.map(\.name)) }
        let method =
            fields["method"].map { reader.method($0, for: body?.kind) } ?? (body?.kind == .query ? .get : .post)
        let url = fields["url"].map {
            reader.value($0, "https://host, perhaps with a port and a path, without login or query", BaseURL.init)
        }
        let plaintext = fields["plaintext"].map { reader.flag($0) } ?? false
        let forbidden = fields["forbidden"].map { reader.forbidden($0) } ?? []
        let reference = fields["reference"].map { reader.reference($0) } ?? ReferenceRule()
        let success = fields["success"].map { reader.success($0) } ?? SuccessRule()
        let id = fields["id"].map { reader.id($0) }
        let answers = fields["answers"].map { reader.answers($0) } ?? AnswerRules(rules: [])
        let throttle = fields["throttle"].map { reader.throttle($0) }
        let present = headers.map(\.name) + (fields["auth"] == nil ? [] : ["Authorization"])
        let receipts = fields["receipts"].flatMap { reader.receipts($0, of: body, present, values) }
        if let field = fields["success"], success?.needsID == true, fields["id"] == nil {
            reader.report(field, "expected the key id in the file, for the place of the id")
        }

        guard let body, let path, let method, let number, let plaintext, let reference, let success else { return nil }
        let (basic, oauth2) = auth ?? (nil, nil)
        let logins = (basic.map { [$0.user, $0.password] } ?? []) + (oauth2?.templates ?? [])
        let templates = body.templates + [path] + headers.map(\.value) + logins
        if reader.mistakes.isEmpty {
            reader.reportUnused(
                fields, credentials.filter { $0 != receipts?.secret }, templates, receipts?.request.templates ?? [])
        }
        return GatewayDefinition(
            name: name, url: url ?? nil, allowsPlaintext: plaintext, path: path, method: method, headers: headers,
            basic: basic, oauth2: oauth2, credentials: credentials, number: number, body: body,
            forbidden: forbidden, validity: validity, encoding: encoding, reference: reference, success: success,
            id: id ?? nil, answers: answers, throttle: throttle ?? nil, receipts: receipts)
    }
}

extension FileReader {
    /// Nil as soon as there is one mistake.
    fileprivate mutating func definition(_ name: String, _ yaml: String) -> GatewayDefinition? {
        guard let root = root(yaml) else { return nil }
        let definition = GatewayDefinition.read(name, root, &self)
        return mistakes.isEmpty ? definition : nil
    }

    /// What stands in the file and reaches no gateway is a mistake, too.
    ///
    /// - Parameter additions: which stand in some requests only.
    fileprivate mutating func reportUnused(
        _ fields: [String: FileField], _ credentials: [String], _ templates: [TextTemplate],
        _ additions: [TextTemplate]
    ) {
        let variables = Set(templates.flatMap(\.variables))
        if let field = fields["validity"], !variables.contains(.validity) {
            report(field, "expected {{validity}} in a field or header, or the gateway is never told")
        }
        if let field = fields["encoding"], !variables.contains(.encoding) {
            report(field, "expected {{encoding}} in a field or header, or the gateway is never told")
        }
        if let field = fields["reference"], !variables.union(additions.flatMap(\.variables)).contains(.reference) {
            report(field, "expected {{reference}} in a field or header, or the gateway is never told")
        }
        let used = Set((templates + additions).flatMap(\.credentials))
        for name in credentials where !used.contains(name) {
            guard let field = fields["credentials"] else { continue }
            report(field, "expected {{\(name)}} somewhere, or the secret is asked for in vain")
        }
        guard let body = fields["body"] else { return }
        if !variables.contains(.to) { report(body, "expected {{to}} in one of the fields") }
        if variables.isDisjoint(with: Variable.texts) { report(body, "expected {{text}} in one of the fields") }
    }
}
