/// A piece of a mail's HTML, by its place in the text.
struct HTMLToken {
    struct Attribute {
        let name: String
        /// Name, equals sign and value.
        let range: Range<Int>
        let value: Range<Int>
        let isQuoted: Bool
    }

    enum Kind {
        case text, open, close, comment
        /// What stands inside `<style>`, `<script>` or `<title>`, where no tag is a tag.
        case raw
        /// `<!doctype html>`
        case declaration
    }

    let kind: Kind
    /// Of the element, in lower case; for `raw` of the one around it.
    let name: String
    let range: Range<Int>
    var attributes: [Attribute] = []

    func attribute(_ name: String) -> Attribute? { attributes.first { $0.name == name } }
}
