import Jobs

extension FileReader {
    mutating func credentials(_ field: FileField) -> [String] {
        var names: [String] = []
        for item in items(field) {
            guard let name = credential(item) else { continue }
            if names.contains(name) { report(item, "\(name) stands here twice") } else { names.append(name) }
        }
        return names
    }

    /// The name of a secret.
    mutating func credential(_ field: FileField) -> String? {
        let reserved = Variable.allCases.map(\.rawValue) + ["url", RequestAddition.address]
        return value(field, "a name of a-z, 0-9 and _ that is not \(reserved.joined(separator: ", "))") { text in
            let isName = text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (0x30...0x39).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            }
            return isName && !text.isEmpty && !reserved.contains(text) ? text : nil
        }
    }

    mutating func template(_ field: FileField, _ values: TemplateValues, without: [Variable] = []) -> TextTemplate? {
        guard let text = text(field) else { return nil }
        do throws(TextTemplate.Flaw) {
            let template = try TextTemplate(text, credentials: values.credentials)
            if let variable = template.variables.first(where: { without.contains($0) || !values.variables.contains($0) }
            ) {
                report(field, "{{\(variable.rawValue)}} cannot be used here")
                return nil
            }
            if template.variables.contains(.validity), values.validity == nil {
                report(field, "expected the key validity in the file, for the unit of {{validity}}")
            }
            if template.variables.contains(.encoding), values.encoding == nil {
                report(field, "expected the key encoding in the file, for the values of {{encoding}}")
            }
            return template
        } catch {
            switch error {
            case .unclosed:
                report(field, "expected }} behind {{")
            case .unknownName(RequestAddition.address):
                report(field, "{{\(RequestAddition.address)}} can be used under receipts.request only")
            case .unknownName(let name):
                report(field, "{{\(name)}} is not known" + NearestName.hint(for: name, among: values.names))
            }
            return nil
        }
    }

    mutating func path(_ field: FileField, _ values: TemplateValues) -> TextTemplate? {
        guard let template = template(field, values, without: Variable.allCases) else { return nil }
        let isFit =
            template.literals.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !#"#"\<>^`{|}"#.utf8.contains($0) }
        guard isFit, field.scalar?.first == "/" else {
            report(field, "expected a path that begins with / and holds neither spaces nor #")
            return nil
        }
        return template
    }

    /// - Parameter others: that stand in the request already.
    mutating func headers(
        _ field: FileField, _ values: TemplateValues, beside others: [String] = []
    ) -> [(name: String, value: TextTemplate)] {
        let ours: Set = ["host", "content-length", "transfer-encoding", "connection", "expect"]
        var seen = Set(others.map { $0.lowercased() })
        return entries(field).compactMap { name, field in
            let isToken = name.utf8.allSatisfy { byte in
                byte.isLetterOrDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)  // RFC 9110, 5.6.2
            }
            guard isToken, !name.isEmpty else {
                report(field, "expected the name of a header")
                return nil
            }
            guard !ours.contains(name.lowercased()), seen.insert(name.lowercased()).inserted else {
                report(field, "this header cannot be set, or not twice")
                return nil
            }
            guard let template = template(field, values, without: Variable.texts) else { return nil }
            guard template.literals.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
                report(field, "expected printable ASCII on one line")
                return nil
            }
            return (name, template)
        }
    }

    mutating func method(_ field: FileField, for body: BodyDefinition.Kind?) -> RequestMethod? {
        guard let method = choice(field, RequestMethod.self) else { return nil }
        if method == .get, body != .query {
            report(field, "expected POST or PUT: GET carries no body")
            return nil
        }
        return method
    }

    mutating func encoding(_ field: FileField) -> EncodingNames? {
        let parts = fields(field, ["gsm7", "ucs2"])
        let gsm7 = required(parts, "gsm7", of: field).flatMap { text($0) }
        let ucs2 = required(parts, "ucs2", of: field).flatMap { text($0) }
        guard let gsm7, let ucs2 else { return nil }
        return EncodingNames(gsm7: gsm7, ucs2: ucs2)
    }

    mutating func forbidden(_ field: FileField) -> [String] {
        items(field).compactMap { value($0, "a text that no message may hold") { $0.isEmpty ? nil : $0 } }
    }

    mutating func throttle(_ field: FileField) -> ThrottleRule? {
        required(fields(field, ["segments_per_second"]), "segments_per_second", of: field)
            .flatMap { number($0, in: 1...100_000) }.map { ThrottleRule(segmentsPerSecond: $0) }
    }

    mutating func validity(_ field: FileField) -> ValidityRule? {
        let parts = fields(field, ["unit", "minimum", "maximum"])
        let unit = required(parts, "unit", of: field).flatMap { choice($0, ValidityRule.Unit.self) }
        let minimum = parts["minimum"].map { number($0, in: 1...1_000_000_000) } ?? 1
        let maximum = parts["maximum"].map { number($0, in: (minimum ?? 1)...1_000_000_000) }
        guard let unit, let minimum else { return nil }
        return ValidityRule(unit: unit, minimum: minimum, maximum: maximum ?? nil)
    }

    mutating func reference(_ field: FileField) -> ReferenceRule? {
        let parts = fields(field, ["length", "alphabet"])
        let length = parts["length"].map { number($0, in: 8...64) } ?? 64
        let alphabet = parts["alphabet"].map { choice($0, ReferenceRule.Alphabet.self) } ?? .id
        guard let length, let alphabet else { return nil }
        return ReferenceRule(length: length, alphabet: alphabet)
    }
}
