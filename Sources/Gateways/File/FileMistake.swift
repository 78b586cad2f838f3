/// One thing to mend in a gateway's file: where it is, and what was expected there.
package struct FileMistake: Equatable, Sendable, CustomStringConvertible {
    package let file: String
    /// Both from 1, as an editor counts.
    package let line: Int
    package let column: Int
    /// As `body.fields.to`; empty for the file as a whole.
    package let key: String
    package let text: String

    package var description: String {
        "\(file):\(line):\(column): \(key.isEmpty ? "" : key + ": ")\(text)"
    }
}
