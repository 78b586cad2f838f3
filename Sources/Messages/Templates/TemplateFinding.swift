/// One thing to mend in a template: where, what, and what to do.
package struct TemplateFinding: Error, Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Below the template folder.
    package let file: String
    /// `nil` where the whole file, or its absence, is the fault.
    package let position: TemplatePosition?
    package let text: String

    init(_ file: String, _ position: TemplatePosition? = nil, _ text: String) {
        self.file = file
        self.position = position
        self.text = text
    }

    package var description: String {
        guard let position else { return "\(file): \(text)" }
        return "\(file):\(position.line):\(position.column): \(text)"
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.file != right.file { return left.file < right.file }
        let start = TemplatePosition(line: 0, column: 0)
        if left.position != right.position { return (left.position ?? start) < (right.position ?? start) }
        return left.text < right.text
    }
}
