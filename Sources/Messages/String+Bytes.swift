extension String {
    /// Whether these bytes stand in it. What is put behind a character, an accent for one, makes another character of
    /// it and hides nothing here; a mail program reads no characters either.
    func holds(_ part: String) -> Bool {
        var (text, part) = (self, part)
        return text.withUTF8 { text in
            part.withUTF8 { part in
                guard text.count >= part.count else { return false }
                return (0...text.count - part.count).contains { start in
                    part.indices.allSatisfy { text[start + $0] == part[$0] }
                }
            }
        }
    }
}
