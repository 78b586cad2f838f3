/// A change that mends a finding, as a button can make it: `length` characters from a place on become `text`.
package struct TemplateReplacement: Hashable, Sendable, Encodable {
    package let line: Int
    package let column: Int
    /// In Unicode scalars, as columns are counted; stays on its line.
    package let length: Int
    package let text: String
}
