import Jobs

/// Telephone numbers as a backend writes them, and libphonenumber behind them.
enum PhonesTarget: FuzzTarget {
    static let name = "phones"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        guard let number = try? PhoneNumber(input.text) else { return }
        let digits = number.e164.utf8.dropFirst()
        let isE164 =
            number.e164.hasPrefix("+") && (5...15).contains(digits.count) && digits.first != UInt8(ascii: "0")
            && digits.allSatisfy { (0x30...0x39).contains($0) }
        try refuse("not E.164: \(number.e164)", if: !isE164)
        try refuse("no region: \(number.region)", if: !(2...3).contains(number.region.utf8.count))
        try refuse("the mask shows more than two digits", if: "\(number)" != "+•••" + number.e164.suffix(2))
        try agree(number, with: number.e164)
        // A Dutch mobile number in E.164 is not parsed; its other spellings are.
        if number.e164.hasPrefix("+316") {
            try agree(number, with: "0" + number.e164.dropFirst(3))
            try agree(number, with: number.e164 + " ")
        }
    }

    private static func agree(_ number: PhoneNumber, with spelling: String) throws(BrokenPromise) {
        let other = try? PhoneNumber(spelling)
        let isSame = other == number && other?.region == number.region && other?.line == number.line
        try refuse("\(number.e164) is not the same as \(spelling)", if: !isSame)
    }
}
