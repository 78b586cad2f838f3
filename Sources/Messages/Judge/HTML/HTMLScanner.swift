/// Takes HTML apart as mail programs do, without judging it.
struct HTMLScanner {
    private(set) var tokens: [HTMLToken] = []
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        while place < scalars.count { readNext() }
    }

    private mutating func readNext() {
        let start = place
        if let last = tokens.last, last.kind == .open, ["style", "script", "title"].contains(last.name) {
            place = find("</" + last.name, from: start) ?? scalars.count
            if place > start { tokens.append(HTMLToken(kind: .raw, name: last.name, range: start..<place)) }
            // An empty one must not be looked at again.
            if place < scalars.count { readTag() }
        } else if matches(["<", "!", "-", "-"], at: start) {
            place = endOfComment(from: start)
            tokens.append(HTMLToken(kind: .comment, name: "", range: start..<place))
        } else if matches(["<", "!"], at: start) {
            place = (find(">", from: start) ?? scalars.count - 1) + 1
            tokens.append(HTMLToken(kind: .declaration, name: "", range: start..<place))
        } else if isNext("<"), start + 1 < scalars.count, Self.isLetter(scalars[start + 1]) || scalars[start + 1] == "/"
        {
            readTag()
        } else {
            place += 1
            while place < scalars.count, scalars[place] != "<" { place += 1 }
            tokens.append(HTMLToken(kind: .text, name: "", range: start..<place))
        }
    }

    /// Behind a comment. What Outlook reads of a conditional one counts as any other text.
    private func endOfComment(from start: Int) -> Int {
        if matches(["<", "!", "-", "-", ">"], at: start) { return start + 5 }
        if matches(["<", "!", "-", "-", "-", ">"], at: start) { return start + 6 }
        if matches(["<", "!", "-", "-", "["], at: start) {
            return find("]>", from: start).map { $0 + 2 } ?? scalars.count
        }
        return (start + 4..<scalars.count).lazy.compactMap { place in
            matches(["-", "-", ">"], at: place)
                ? place + 3 : matches(["-", "-", "!", ">"], at: place) ? place + 4 : nil
        }.first ?? scalars.count
    }

    private mutating func readTag() {
        let start = place
        place += 1
        let isClosing = isNext("/")
        if isClosing { place += 1 }
        let name = readName()
        var attributes: [HTMLToken.Attribute] = []
        while place < scalars.count, scalars[place] != ">" {
            if Self.isSpace(scalars[place]) || scalars[place] == "/" {
                place += 1
            } else {
                attributes.append(readAttribute())
            }
        }
        place = min(place + 1, scalars.count)
        tokens.append(
            HTMLToken(kind: isClosing ? .close : .open, name: name, range: start..<place, attributes: attributes))
    }

    /// Always goes on by at least one character.
    private mutating func readAttribute() -> HTMLToken.Attribute {
        let start = place
        place += 1
        while place < scalars.count, !Self.isSpace(scalars[place]), !isNext("="), !isNext(">") { place += 1 }
        let name = lowered(start..<place)
        var ahead = place
        while ahead < scalars.count, Self.isSpace(scalars[ahead]) { ahead += 1 }
        guard ahead < scalars.count, scalars[ahead] == "=" else {
            return HTMLToken.Attribute(name: name, range: start..<place, value: place..<place, isQuoted: true)
        }
        place = ahead + 1
        while place < scalars.count, Self.isSpace(scalars[place]) { place += 1 }
        guard place < scalars.count, scalars[place] == "\"" || scalars[place] == "'" else {
            let begin = place
            while place < scalars.count, !Self.isSpace(scalars[place]), !isNext(">") { place += 1 }
            return HTMLToken.Attribute(name: name, range: start..<place, value: begin..<place, isQuoted: false)
        }
        let quote = scalars[place]
        let begin = place + 1
        let end = scalars[begin...].firstIndex(of: quote) ?? scalars.count
        place = min(end + 1, scalars.count)
        return HTMLToken.Attribute(name: name, range: start..<place, value: begin..<end, isQuoted: true)
    }

    private mutating func readName() -> String {
        let start = place
        while place < scalars.count, !Self.isSpace(scalars[place]), !isNext(">"), !isNext("/") { place += 1 }
        return lowered(start..<place)
    }

    private func lowered(_ range: Range<Int>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars[range])
        return text.lowercased()
    }

    private func isNext(_ scalar: Unicode.Scalar) -> Bool { place < scalars.count && scalars[place] == scalar }

    private func find(_ text: String, from start: Int) -> Int? {
        let text = Array(text.unicodeScalars)
        guard start < scalars.count else { return nil }
        return (start..<scalars.count).first { matches(text, at: $0) }
    }

    /// - Parameter text: in lower case.
    private func matches(_ text: [Unicode.Scalar], at start: Int) -> Bool {
        guard start + text.count <= scalars.count else { return false }
        return text.indices.allSatisfy { index in
            let scalar = scalars[start + index]
            return scalar == text[index] || Self.isLetter(scalar) && scalar.value | 0x20 == text[index].value
        }
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\n" }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}
