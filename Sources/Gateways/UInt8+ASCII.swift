extension UInt8 {
    /// Of ASCII; in an address, a name or a code nothing else is safe in all places.
    var isLetterOrDigit: Bool {
        isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }

    var isDigit: Bool { (0x30...0x39).contains(self) }

    var isCapital: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }

    var lowercased: UInt8 { isCapital ? self | 0x20 : self }
}
