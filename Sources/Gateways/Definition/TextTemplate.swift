/// A text with `{{name}}` in it.
struct TextTemplate: Sendable {
    enum Part: Sendable, Equatable {
        case literal(String)
        case variable(Variable)
        case credential(String)
    }

    enum Flaw: Error, Equatable {
        case unclosed
        case unknownName(String)
    }

    let parts: [Part]

    /// - Parameter credentials: the names that may be used besides those of `Variable`.
    init(_ text: String, credentials: [String]) throws(Flaw) {
        var parts: [Part] = []
        var rest = text[...]
        while let open = rest.firstRange(of: "{{") {
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else { throw .unclosed }
            if open.lowerBound > rest.startIndex { parts.append(.literal(String(rest[..<open.lowerBound]))) }
            let name = String(rest[open.upperBound..<close.lowerBound].filter { $0 != " " })
            if let variable = Variable(rawValue: name) {
                parts.append(.variable(variable))
            } else if credentials.contains(name) {
                parts.append(.credential(name))
            } else {
                throw .unknownName(name)
            }
            rest = rest[close.upperBound...]
        }
        if !rest.isEmpty { parts.append(.literal(String(rest))) }
        self.parts = parts
    }

    var variables: [Variable] {
        parts.compactMap { if case .variable(let variable) = $0 { variable } else { nil } }
    }

    var credentials: [String] {
        parts.compactMap { if case .credential(let name) = $0 { name } else { nil } }
    }

    /// What stands in the file itself.
    var literals: String {
        parts.reduce(into: "") { text, part in
            if case .literal(let literal) = part { text += literal }
        }
    }

    /// With an example for each variable; nil where one has none.
    func filled(_ examples: [Variable: String]) -> String? {
        var text = ""
        for part in parts {
            switch part {
            case .literal(let literal): text += literal
            case .variable(let variable):
                guard let example = examples[variable] else { return nil }
                text += example
            case .credential: return nil
            }
        }
        return text
    }
}
