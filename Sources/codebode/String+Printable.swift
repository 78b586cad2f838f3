extension String {
    /// What others wrote must not write lines of its own, or speak to the terminal.
    var printable: String {
        unicodeScalars.map { $0.properties.generalCategory == .control ? "�" : String($0) }.joined()
    }
}
