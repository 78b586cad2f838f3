import Yams

/// The configuration file as a tree that knows its lines, for the findings and for names that users choose.
struct SettingsFile {
    let path: String
    /// Dotted key → line, for every scalar and list.
    private(set) var lines: [String: Int] = [:]

    /// - Parameter text: `nil` for no file at all: defaults and environment only.
    init(path: String, text: String?) throws(SettingsError) {
        self.path = path
        guard let text else { return }
        do {
            if let node = try Yams.compose(yaml: text) { collect(node, under: "") }
        } catch let error as YamlError {
            throw SettingsError(findings: ["\(path): this is not YAML: \(error)"])
        } catch {
            throw SettingsError(findings: ["\(path): this is not YAML"])
        }
    }

    private mutating func collect(_ node: Node, under prefix: String) {
        guard case .mapping(let mapping) = node else {
            lines[prefix] = node.mark?.line ?? 1
            return
        }
        if mapping.isEmpty, !prefix.isEmpty { lines[prefix] = node.mark?.line ?? 1 }
        for (key, value) in mapping {
            let name = key.string ?? "?"
            collect(value, under: prefix.isEmpty ? name : prefix + "." + name)
            // The key's own line is where a reader looks, not where its value begins.
            let dotted = prefix.isEmpty ? name : prefix + "." + name
            if lines[dotted] != nil { lines[dotted] = key.mark?.line ?? lines[dotted] }
        }
    }

    /// `a` and `b` of `limits.a.count`, `limits.b.count`, in the order of the file.
    func names(under prefix: String) -> [String] {
        var seen: [String: Int] = [:]
        for (key, line) in lines where key.hasPrefix(prefix + ".") {
            let name = String(key.dropFirst(prefix.count + 1).prefix { $0 != "." })
            seen[name] = min(seen[name] ?? line, line)
        }
        return seen.sorted { $0.value < $1.value }.map(\.key)
    }

    /// `config/codebode.yaml:12`
    func place(_ key: String) -> String {
        lines[key].map { "\(path):\($0)" } ?? path
    }
}
