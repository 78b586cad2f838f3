import Yams

/// A value in a YAML file, and the way to it.
struct FileField {
    let node: Node
    /// As `answers.retry.codes[1].path`
    let path: String

    func child(_ key: String, _ node: Node) -> FileField {
        FileField(node: node, path: path.isEmpty ? key : "\(path).\(key)")
    }

    func item(_ index: Int, _ node: Node) -> FileField {
        FileField(node: node, path: "\(path)[\(index)]")
    }

    /// Nil for a map or list.
    var scalar: String? { node.scalar?.string }

    /// What was written without quotes, so that `8` and `true` are meant as number and boolean.
    var isPlain: Bool {
        node.scalar?.style == .plain
    }

    var isMap: Bool { node.mapping != nil }

    var isList: Bool { node.sequence != nil }

    /// Of a map.
    var keys: [String] {
        node.mapping?.compactMap { $0.key.scalar?.string } ?? []
    }

    /// Of a map, in the order of the file.
    var children: [(key: String, value: FileField)] {
        node.mapping?.compactMap { key, value in
            key.scalar.map { ($0.string, child($0.string, value)) }
        } ?? []
    }

    func mistake(_ text: String, in file: String) -> FileMistake {
        FileMistake(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, key: path, text: text)
    }
}
