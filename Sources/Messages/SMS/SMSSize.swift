/// What a text costs to send.
package struct SMSSize: Sendable, Equatable {
    package let encoding: SMSEncoding
    /// Septets in GSM 7-bit, 16-bit code units in UCS-2.
    package let units: Int
    package let segments: Int

    /// - Parameter text: in normal form C, as it will be sent.
    package init(of text: String) {
        var septets = Filling(.gsm7)
        for scalar in text.unicodeScalars {
            guard let width = GSMAlphabet.septets(of: scalar) else {
                self.init(inUCS2: text)
                return
            }
            septets.add(width)
        }
        self.init(septets)
    }

    private init(inUCS2 text: String) {
        var units = Filling(.ucs2)
        for scalar in text.unicodeScalars { units.add(UTF16.width(scalar)) }
        self.init(units)
    }

    private init(_ filling: Filling) {
        encoding = filling.encoding
        units = filling.units
        segments = filling.units <= filling.encoding.singleSize ? 1 : filling.parts
    }
}

/// Fills segment after segment; an escape pair or a surrogate pair is never split.
private struct Filling {
    let encoding: SMSEncoding
    private(set) var units = 0
    private(set) var parts = 1
    private var unitsInPart = 0

    init(_ encoding: SMSEncoding) {
        self.encoding = encoding
    }

    mutating func add(_ width: Int) {
        units += width
        unitsInPart += width
        if unitsInPart > encoding.partSize {
            parts += 1
            unitsInPart = width
        }
    }
}
