import CPhoneNumber

/// A telephone number as libphonenumber knows it; shows only its last two digits.
package struct PhoneNumber: Masked, Hashable, Sendable {
    /// What sending to the number may cost, or whether it can receive SMS at all.
    package enum Line: Sendable {
        case mobile
        case fixed
        /// North America: the number does not tell.
        case fixedOrMobile
        case premium
        case sharedCost
        /// Toll free, pager, VoIP, company number, voicemail.
        case other
    }

    package enum ParseError: Error {
        case notANumber
        case hasExtension
        /// Well formed, but no such range is in use.
        case notInUse
    }

    /// E.164 with the plus sign, `+31612345678`.
    package let e164: String
    /// ISO 3166-1 alpha-2, or `noCountry`.
    package let region: String
    package let line: Line

    /// The region of international networks: satellite telephones and the like (+808, +870, +881, +882, +883, +979).
    package static let noCountry = "001"

    /// - Parameter text: E.164, or the national Dutch form with the usual spaces, dashes and brackets.
    package init(_ text: String) throws(ParseError) {
        guard text.utf8.count <= 32, Self.mayBeNumber(text.utf8) else { throw .notANumber }
        var text = text
        var phone = codebode_phone()
        let status = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                codebode_phone_parse(characters.baseAddress, characters.count, "NL", &phone)
            }
        }
        switch status {
        // It would also read letters as a telephone's keys: 0900-TAXI.
        case codebode_phone_ok where text.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }: throw .notANumber
        case codebode_phone_ok: break
        case codebode_phone_has_extension: throw .hasExtension
        case codebode_phone_not_in_use: throw .notInUse
        default: throw .notANumber
        }
        e164 = withUnsafeBytes(of: phone.e164) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        region = withUnsafeBytes(of: phone.region) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        line =
            switch phone.type {
            case codebode_phone_mobile: .mobile
            case codebode_phone_fixed: .fixed
            case codebode_phone_fixed_or_mobile: .fixedOrMobile
            case codebode_phone_premium: .premium
            case codebode_phone_shared_cost: .sharedCost
            default: .other
            }
    }

    /// libphonenumber looks for a number within the text; here the text has to be the number.
    private static func mayBeNumber(_ text: String.UTF8View) -> Bool {
        guard let first = text.first, (0x30...0x39).contains(first) || "+(".utf8.contains(first) else { return false }
        return text.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// "eindigt op 78": what a message may show of a number to someone who may not be its owner.
    package var lastTwoDigits: String { String(e164.suffix(2)) }

    package var mask: String { "+•••" + lastTwoDigits }
}
