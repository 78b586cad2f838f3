import Jobs
import Yams

/// Reads a YAML file by asking for what is expected, and keeps every mistake, so that one look mends them all.
///
/// What cannot be read comes back as nil, with its mistake noted.
struct FileReader {
    private let file: String
    private(set) var mistakes: [FileMistake] = []

    init(file: String) {
        self.file = file
    }

    /// Nil when it is no YAML, or not one map.
    mutating func root(_ yaml: String) -> FileField? {
        do {
            guard let node = try Yams.compose(yaml: yaml) else {
                note(line: 1, column: 1, "the file is empty")
                return nil
            }
            return FileField(node: node, path: "")
        } catch let error as YamlError {
            note(error)
        } catch {
            note(line: 1, column: 1, "expected YAML")
        }
        return nil
    }

    mutating func report(_ field: FileField, _ text: String) {
        mistakes.append(field.mistake(text, in: file))
    }

    // MARK: Shapes

    /// The values of a map whose keys are known; the others are reported.
    mutating func fields(_ field: FileField, _ known: [String]) -> [String: FileField] {
        var fields: [String: FileField] = [:]
        for (key, value) in entries(field) {
            if known.contains(key) {
                fields[key] = value
            } else {
                report(value.named(by: field, key), "unknown key" + NearestName.hint(for: key, among: known))
            }
        }
        return fields
    }

    /// The values of a map whose keys are free, in the order of the file.
    mutating func entries(_ field: FileField) -> [(key: String, value: FileField)] {
        guard let map = field.node.mapping else {
            report(field, "expected a map of keys and values")
            return []
        }
        return map.compactMap { key, value in
            guard let name = key.scalar?.string else {
                report(FileField(node: key, path: field.path), "expected a key that is a word")
                return nil
            }
            return (name, field.child(name, value))
        }
    }

    /// A list's values; a single value stands for a list of one.
    func items(_ field: FileField) -> [FileField] {
        guard let list = field.node.sequence else { return [field] }
        return list.enumerated().map { field.item($0.offset, $0.element) }
    }

    mutating func required(_ fields: [String: FileField], _ key: String, of parent: FileField) -> FileField? {
        if fields[key] == nil { report(parent, "expected the key \(key)") }
        return fields[key]
    }

    // MARK: Values

    mutating func text(_ field: FileField) -> String? {
        guard let text = field.scalar, !(field.isPlain && ["", "~", "null"].contains(text)) else {
            report(field, "expected a text")
            return nil
        }
        return text
    }

    mutating func number(_ field: FileField, in range: ClosedRange<Int>) -> Int? {
        guard let text = field.scalar, let number = Int(text), range.contains(number) else {
            report(field, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    mutating func flag(_ field: FileField) -> Bool? {
        switch field.scalar {
        case "true": return true
        case "false": return false
        default:
            report(field, "expected true or false")
            return nil
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ field: FileField, _: Choice.Type) -> Choice?
    {
        let names = Choice.allCases.map(\.rawValue)
        guard let text = field.scalar, let choice = Choice(rawValue: text) else {
            let hint = field.scalar.map { NearestName.hint(for: $0, among: names) } ?? ""
            report(field, "expected one of \(names.joined(separator: ", "))\(hint)")
            return nil
        }
        return choice
    }

    /// Reads a value by its own rule.
    mutating func value<Value>(_ field: FileField, _ expected: String, _ read: (String) -> Value?) -> Value? {
        guard let text = field.scalar, let value = read(text) else {
            report(field, "expected \(expected)")
            return nil
        }
        return value
    }

    // MARK: Syntax

    private mutating func note(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            note(line: mark.line, column: mark.column, "expected YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            let names = names.sorted().joined(separator: ", ")
            note(line: context.mark.line, column: context.mark.column, "the key \(names) stands here twice")
        case .reader(let problem, _, _, _), .writer(let problem), .emitter(let problem), .representer(let problem):
            note(line: 1, column: 1, "expected YAML: \(problem)")
        case .no, .memory, .dataCouldNotBeDecoded:
            note(line: 1, column: 1, "expected YAML")
        }
    }

    private mutating func note(line: Int, column: Int, _ text: String) {
        mistakes.append(FileMistake(file: file, line: line, column: column, key: "", text: text))
    }
}

extension FileField {
    /// The same way, but the place of the key itself, which is where the eye looks for a misspelt one.
    fileprivate func named(by map: FileField, _ key: String) -> FileField {
        let node = map.node.mapping?.first { $0.key.scalar?.string == key }?.key
        return FileField(node: node ?? self.node, path: path)
    }
}
