/// The colour of links, of buttons and of the portal's name, by day or in dark mode.
package struct BrandColour: Sendable, Equatable {
    package enum Scheme: Sendable {
        case light, dark
    }

    package enum Fault: Error, Equatable {
        /// `#` and six digits, 0 to f, are expected.
        case notAColour
        /// Cannot be read on what is behind it; the nearest one that can.
        case faint(nearest: String)
    }

    /// `#154273`
    package let hex: String

    static let light = BrandColour(hex: "#154273")
    static let dark = BrandColour(hex: "#a9c9f2")

    package init(_ text: String, for scheme: Scheme) throws(Fault) {
        let text = text.lowercased()
        guard text.utf8.count == 7, let colour = Colour(text) else { throw .notAColour }
        let fitting = Self.fitting(colour, scheme)
        guard fitting == colour else { throw .faint(nearest: fitting.hex) }
        hex = text
    }

    private init(hex: String) {
        self.hex = hex
    }

    /// The colour itself if it can be read, else the first one on the way to black or white that can.
    private static func fitting(_ colour: Colour, _ scheme: Scheme) -> Colour {
        let (partners, end) = partners(in: scheme)
        let shades = (0...100).lazy.map { colour.mixed(with: end, percent: $0) }
        return shades.first { shade in partners.allSatisfy { shade.contrast(with: $0) >= 4.5 } } ?? end
    }

    /// What the shipped layout puts behind a link, and on a button.
    private static func partners(in scheme: Scheme) -> ([Colour], end: Colour) {
        switch scheme {
        case .light: ([.white], end: .black)
        case .dark: ([Colour("#1c232d"), Colour("#0e1a28")].compactMap(\.self), end: .white)
        }
    }
}

extension Colour {
    fileprivate func mixed(with other: Colour, percent: Int) -> Colour {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 { UInt8((Int(from) * (100 - percent) + Int(to) * percent) / 100) }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
}
