/// Where an answer names the message.
enum IDPlace: Sendable {
    case path(JSONPath)
    /// Between two texts.
    case between(after: String, before: String)

    /// What stands there, if it is a name: 1 to 128 printable characters without a space.
    func id(in body: AnswerBody) -> String? {
        found(in: body).flatMap { text in
            let isName = (1...128).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
            return isName ? text : nil
        }
    }

    private func found(in body: AnswerBody) -> String? {
        switch self {
        case .path(let path):
            switch body.json?.values(at: path).first {
            case .string(let text), .number(let text): return text
            case .null, .bool, .array, .object, nil: return nil
            }
        case .between(let after, let before):
            guard let start = body.text.firstIndex(of: after.utf8) else { return nil }
            let rest = body.text[(start + after.utf8.count)...]
            return rest.firstIndex(of: before.utf8).map { String(decoding: rest[..<$0], as: UTF8.self) }
        }
    }
}
