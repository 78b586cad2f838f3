extension FileReader {
    /// One of the two.
    ///
    /// - Parameter headers: those of the file.
    mutating func authorization(
        _ field: FileField, _ values: TemplateValues, beside headers: [String]
    ) -> (BasicAuthorization?, OAuth2Rule?) {
        let parts = fields(field, ["basic", "oauth2"])
        if parts.count != 1, field.isMap { report(field, "expected one of basic, oauth2") }
        if headers.contains(where: { $0.lowercased() == "authorization" }) {
            report(field, "expected either this or the header Authorization")
        }
        return (parts["basic"].flatMap { basic($0, values) }, parts["oauth2"].flatMap { oauth2($0, values) })
    }

    private mutating func basic(_ field: FileField, _ values: TemplateValues) -> BasicAuthorization? {
        let parts = fields(field, ["user", "password"])
        let user = constant("user", parts, field, values)
        let password = constant("password", parts, field, values)
        guard let user, let password else { return nil }
        return BasicAuthorization(user: user, password: password)
    }

    private mutating func oauth2(_ field: FileField, _ values: TemplateValues) -> OAuth2Rule? {
        let parts = fields(field, ["path", "client", "secret", "login"])
        let path = required(parts, "path", of: field).flatMap { self.path($0, values) }
        let client = constant("client", parts, field, values)
        let secret = constant("secret", parts, field, values)
        let login = parts["login"].map { choice($0, OAuth2Rule.Login.self) } ?? .header
        guard let path, let client, let secret, let login else { return nil }
        return OAuth2Rule(path: path, client: client, secret: secret, login: login)
    }

    /// A template that is the same for every message.
    private mutating func constant(
        _ key: String, _ parts: [String: FileField], _ parent: FileField, _ values: TemplateValues
    ) -> TextTemplate? {
        required(parts, key, of: parent).flatMap { template($0, values, without: Variable.allCases) }
    }
}
