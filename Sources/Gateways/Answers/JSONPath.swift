/// A place in an answer: `id`, `messages[0].message-id`, or `messages[*].status` for all of them.
struct JSONPath: Sendable, Hashable {
    enum Step: Sendable, Hashable {
        case key(String)
        case index(Int)
        case all
    }

    let steps: [Step]

    /// A field by its name, whatever characters that has.
    init(key: String) {
        steps = [.key(key)]
    }

    init?(_ text: String) {
        var steps: [Step] = []
        for name in text.split(separator: ".", omittingEmptySubsequences: false) {
            let parts = name.split(separator: "[", omittingEmptySubsequences: false)
            guard let key = parts.first, !key.contains("]") else { return nil }
            // Only the whole answer can be a list without a name: `[0].id`.
            guard !key.isEmpty || (steps.isEmpty && parts.count > 1) else { return nil }
            if !key.isEmpty { steps.append(.key(String(key))) }
            for part in parts.dropFirst() {
                guard part.last == "]" else { return nil }
                let inside = part.dropLast()
                if inside == "*" {
                    steps.append(.all)
                } else if let index = UInt16(inside) {
                    steps.append(.index(Int(index)))
                } else {
                    return nil
                }
            }
        }
        self.steps = steps
    }
}
