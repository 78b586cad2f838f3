extension FileReader {
    mutating func jsonPath(_ field: FileField) -> JSONPath? {
        value(field, "a place in a JSON answer, as id or messages[0].status", JSONPath.init)
    }

    mutating func success(_ field: FileField) -> SuccessRule? {
        let parts = fields(field, ["status", "body", "begins", "id"])
        let status = parts["status"].map { statuses($0) } ?? [.hundred(2)]
        let body = parts["body"].map { field in
            entries(field).compactMap { path, field in
                rule(field, at: path)
            }
        }
        let begins = parts["begins"].map { field in
            if items(field).isEmpty { report(field, "expected one text at least") }
            return items(field).compactMap { nonempty($0) }
        }
        let needsID = parts["id"].map { flag($0) } ?? false
        return SuccessRule(status: status, body: body ?? [], begins: begins ?? [], needsID: needsID ?? false)
    }

    mutating func id(_ field: FileField) -> IDPlace? {
        guard field.isMap else { return jsonPath(field).map { .path($0) } }
        let parts = fields(field, ["after", "before"])
        let after = required(parts, "after", of: field).flatMap { nonempty($0) }
        let before = required(parts, "before", of: field).flatMap { nonempty($0) }
        guard let after, let before else { return nil }
        return .between(after: after, before: before)
    }

    mutating func answers(_ field: FileField) -> AnswerRules {
        let parts = fields(field, AnswerRules.Meaning.allCases.map(\.rawValue))
        var rules: [AnswerRules.Rule] = []
        for meaning in AnswerRules.Meaning.allCases {
            guard let field = parts[meaning.rawValue] else { continue }
            let parts = fields(field, ["status", "codes"])
            let status = parts["status"].map { statuses($0) } ?? []
            let codes = parts["codes"].map { self.codes($0) } ?? []
            for earlier in rules {
                reportTwice(field, earlier, status, codes)
            }
            rules.append(AnswerRules.Rule(meaning: meaning, status: status, codes: codes))
        }
        return AnswerRules(rules: rules)
    }

    private mutating func statuses(_ field: FileField) -> [StatusPattern] {
        items(field).compactMap { value($0, "an HTTP status, as 429, or 5xx", StatusPattern.init) }
    }

    /// One place with its values, or words, or a list of such.
    private mutating func codes(_ field: FileField) -> [CodeRule] {
        items(field).compactMap { item in
            let parts = fields(item, ["path", "values", "words"])
            if let words = parts["words"] {
                if parts.count > 1 { report(item, "expected path and values for JSON, or words for a text, not both") }
                return .words(items(words).compactMap { word($0) })
            }
            let path = required(parts, "path", of: item)
            let values = required(parts, "values", of: item)
            guard let path, let values, let place = jsonPath(path) else { return nil }
            return .values(ValueRule(path: place, values: texts(values)))
        }
    }

    private mutating func rule(_ field: FileField, at path: String) -> ValueRule? {
        guard let place = JSONPath(path) else {
            report(field, "expected a place in a JSON answer as the key, as status or messages[*].status")
            return nil
        }
        return ValueRule(path: place, values: texts(field))
    }

    private mutating func texts(_ field: FileField) -> [String] {
        items(field).compactMap { text($0) }
    }

    private mutating func nonempty(_ field: FileField) -> String? {
        value(field, "a text that is not empty") { $0.isEmpty ? nil : $0 }
    }

    /// Of a letter or two, it would be found in any answer.
    private mutating func word(_ field: FileField) -> String? {
        value(field, "words of the answer, of three characters at least") { $0.utf8.count < 3 ? nil : $0 }
    }

    private mutating func reportTwice(
        _ field: FileField, _ earlier: AnswerRules.Rule, _ status: [StatusPattern], _ codes: [CodeRule]
    ) {
        if status.contains(where: earlier.status.contains) {
            report(field, "a status stands under \(earlier.meaning.rawValue) as well")
        }
        let isTwice = codes.contains { code in earlier.codes.contains { $0.overlaps(code) } }
        if isTwice { report(field, "a code stands under \(earlier.meaning.rawValue) as well") }
    }
}
