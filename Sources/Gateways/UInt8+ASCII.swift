extension UInt8 {
    /// Of ASCII; in an address, a name or a code nothing else is safe in all places.
    var isLetterOrDigit: Bool {
        (0x30...0x39).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
    }
}
