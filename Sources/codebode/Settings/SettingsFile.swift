import Yams

/// The configuration file as keys that know their lines, for the findings and for names that users choose.
struct SettingsFile {
    let path: String
    /// Every value's dotted key and the line where that key stands, in the order of the file. An empty section has none.
    private(set) var keys: [(name: String, line: Int)] = []

    init(path: String, text: String) throws(SettingsError) {
        self.path = path
        do {
            guard let root = try Yams.compose(yaml: text)?.mapping else {
                throw SettingsError(findings: ["\(path): a mapping of keys to values is expected"])
            }
            collect(root, under: "")
        } catch let error as SettingsError {
            throw error
        } catch {
            throw SettingsError(findings: [(error as? YamlError)?.finding(in: path) ?? "\(path): this is not YAML"])
        }
    }

    private mutating func collect(_ mapping: Node.Mapping, under prefix: String) {
        for (key, value) in mapping {
            let name = prefix + (key.string ?? "?")
            if value.isEmpty, SettingKey.isSection(name) { continue }
            if let section = value.mapping, !section.isEmpty {
                collect(section, under: name + ".")
            } else {
                keys.append((name, key.mark?.line ?? 1))
            }
        }
    }

    /// `a` and `b` of `limits.a.count`, `limits.b.count`, in the order of the file.
    func names(under prefix: String) -> [String] {
        var names: [String] = []
        for (key, _) in keys where key.hasPrefix(prefix + ".") {
            let name = String(key.dropFirst(prefix.count + 1).prefix { $0 != "." })
            if !names.contains(name) { names.append(name) }
        }
        return names
    }

    /// `config/codebode.yaml:12`
    func place(_ key: String) -> String {
        keys.first { $0.name == key }.map { "\(path):\($0.line)" } ?? path
    }
}

extension Node {
    fileprivate var isEmpty: Bool {
        switch self {
        case .scalar(let scalar): scalar.string.isEmpty
        case .mapping(let mapping): mapping.isEmpty
        case .sequence, .alias: false
        }
    }
}

extension YamlError {
    /// Yams' own description quotes the line, which may hold a secret.
    fileprivate func finding(in path: String) -> String {
        switch self {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(path):\(mark.line): this is not YAML: \(problem)"
        case .duplicatedKeysInMapping(let names, let context):
            "\(path):\(context.mark.line): \(names.sorted().joined(separator: ", ")) stands here twice"
        case .reader(let problem, _, _, _): "\(path): this is not YAML: \(problem)"
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded: "\(path): this is not YAML"
        }
    }
}
