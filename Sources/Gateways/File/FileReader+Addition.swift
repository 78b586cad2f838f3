extension FileReader {
    /// `receipts.request`
    ///
    /// - Parameters:
    ///   - body: to which the fields are added.
    ///   - headers: those that stand in the request already.
    mutating func addition(
        _ field: FileField, to body: BodyDefinition?, beside headers: [String], _ values: TemplateValues
    ) -> RequestAddition {
        let values = values.ofReceipts
        let parts = fields(field, ["fields", "headers"])
        let headers = parts["headers"].map { self.headers($0, values, beside: headers) } ?? []
        guard let map = parts["fields"] else { return RequestAddition(fields: [], headers: headers) }
        if body?.kind == .text {
            report(map, "expected headers only: the body is one text")
            return RequestAddition(fields: [], headers: headers)
        }
        for (name, field) in map.children {
            if let value = body?.fields.first(where: { $0.name == name })?.value { reportPresent(field, value) }
        }
        return RequestAddition(fields: bodyFields(map, body?.kind ?? .json, values), headers: headers)
    }

    /// The same places as `BodyDefinition.adding`.
    private mutating func reportPresent(_ field: FileField, _ value: BodyDefinition.Value) {
        let items = items(field)
        if case .map(let fields) = value, field.isMap, !field.keys.contains("value") {
            for (name, field) in field.children {
                if let value = fields.first(where: { $0.name == name })?.value { reportPresent(field, value) }
            }
        } else if case .list(let values) = value, field.isList, values.count == 1, items.count == 1 {
            reportPresent(items[0], values[0])
        } else {
            report(field, "this stands in the body already")
        }
    }
}
