/// Values that are looked for at one place of an answer.
struct ValueRule: Sendable {
    let path: JSONPath
    /// As text: `0` stands for the number and for the string, since vendors confuse them.
    let values: [String]

    /// Whether there is something at the path, and nothing but the values.
    func holds(in body: JSONValue) -> Bool {
        let found = body.values(at: path)
        return !found.isEmpty && found.allSatisfy { values.contains($0.scalarText ?? "") }
    }

    /// Whether one of the values is there.
    func occurs(in body: JSONValue) -> Bool {
        body.values(at: path).contains { values.contains($0.scalarText ?? "") }
    }
}
