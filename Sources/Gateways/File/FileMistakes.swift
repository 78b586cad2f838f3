/// All that keeps a gateway's file from being used.
package struct FileMistakes: Error, CustomStringConvertible {
    /// In the order of lines; at least one.
    package let mistakes: [FileMistake]

    init(_ mistakes: [FileMistake]) {
        self.mistakes = mistakes.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    package var description: String {
        mistakes.map(\.description).joined(separator: "\n")
    }
}
