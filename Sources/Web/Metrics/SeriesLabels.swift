/// The labels of one series, as they stand on the page: sorted, escaped, written once.
struct SeriesLabels: Hashable, Comparable, Sendable {
    /// Without the braces.
    let text: String

    init(_ labels: [(name: String, value: String)]) {
        text = labels.sorted { $0.name < $1.name }.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            .joined(separator: ",")
    }

    private init(text: String) {
        self.text = text
    }

    /// - Parameter value: needs no escaping.
    func adding(_ name: String, _ value: String) -> SeriesLabels {
        SeriesLabels(text: (text.isEmpty ? "" : text + ",") + "\(name)=\"\(value)\"")
    }

    /// Whether this label has this value.
    func holds(_ name: String, _ value: String) -> Bool {
        // A value cannot look like another label: its quotes are escaped.
        ",\(text),".contains(",\(name)=\"\(Self.escaped(value))\",")
    }

    static func < (left: SeriesLabels, right: SeriesLabels) -> Bool { left.text < right.text }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value.unicodeScalars {
            switch character {
            case "\\": text += #"\\"#
            case "\"": text += #"\""#
            case "\n": text += #"\n"#
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
