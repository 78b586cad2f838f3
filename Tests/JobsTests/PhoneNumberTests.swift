import Jobs
import TestSupport
import Testing

struct PhoneNumberTests {
    @Test(
        "the usual ways to write a Dutch mobile number are one number",
        arguments: [
            "+31612345678", "0612345678", "06-12345678", "06 12 34 56 78", "0031612345678", "+31 6 12345678",
            "+31 (0)6 12345678", "+310612345678",
        ])
    func dutchForms(text: String) throws {
        let phone = try PhoneNumber(text)
        #expect(phone.e164 == "+31612345678")
        #expect(phone.region == "NL")
        #expect(phone.line == .mobile)
    }

    /// E.164 is not parsed where it is Dutch and mobile; the national form always is.
    @Test("a Dutch mobile number in E.164 is what its national form is, or is refused as that is")
    func dutchMobiles() {
        var random = SeededGenerator(seed: 31)
        var (taken, refused) = (0, 0)
        for range in 6_000...6_999 {
            for _ in 0..<3 {
                let rest = String(Int.random(in: 1_000_000...1_999_999, using: &random)).suffix(5)
                let (short, long) = (number("0\(range)\(rest)"), number("+31\(range)\(rest)"))
                #expect(short == long)
                if case .success = long { taken += 1 } else { refused += 1 }
            }
        }
        #expect(taken > 1_000)
        #expect(refused > 50)
    }

    private func number(_ text: String) -> Result<PhoneNumber, PhoneNumber.ParseError> {
        Result { () throws(PhoneNumber.ParseError) in try PhoneNumber(text) }
    }

    @Test(
        "the kind of line is told",
        arguments: [
            ("020 624 1111", PhoneNumber.Line.fixed), ("0900 1234", .premium), ("088 123 4567", .other),
            ("+32470123456", .mobile), ("+1 202 555 0123", .fixedOrMobile), ("+44 7911 123456", .mobile),
        ])
    func lines(text: String, line: PhoneNumber.Line) throws {
        #expect(try PhoneNumber(text).line == line)
    }

    @Test(
        "what is no number is refused",
        arguments: [
            "", "hello", "06", "+31 6 1234567", "112233445566778899", "0612345678\r\nX: y", "+999123456789",
            "+31 6 1234 VERA",
        ])
    func noNumbers(text: String) {
        #expect(throws: PhoneNumber.ParseError.self) { try PhoneNumber(text) }
    }

    @Test("a number with an extension is refused as such")
    func extensions() {
        #expect(throws: PhoneNumber.ParseError.hasExtension) { try PhoneNumber("020 624 1111 ext. 12") }
    }

    /// Found by fuzzing.
    @Test("a number of more digits than E.164 has is refused, though a region may have longer ones")
    func tooLong() throws {
        #expect(try PhoneNumber("+496406123456707").e164 == "+496406123456707")
        #expect(throws: PhoneNumber.ParseError.notInUse) { try PhoneNumber("+4964061234567078") }
    }

    @Test("a number prints only its last two digits")
    func mask() throws {
        let phone = try PhoneNumber("0612345678")
        var dumped = ""
        dump(phone, to: &dumped)
        #expect("\(phone)" == "+•••78")
        for text in [String(describing: phone), String(reflecting: phone), dumped, "\([phone])"] {
            #expect(!text.contains("3456"))
        }
    }
}
