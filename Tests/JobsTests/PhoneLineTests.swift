import Jobs
import Testing

/// libphonenumber's own example of each kind of number; spelt out so that an update that sees one otherwise is noticed.
struct PhoneLineTests {
    @Test(
        "the kind of a Dutch, Belgian or German number is told",
        arguments: [
            ("+31612345678", "NL", .mobile),
            ("+31101234567", "NL", .fixed),
            ("+318001234", "NL", .other),  // toll free
            ("+319061234", "NL", .premium),
            ("+319001234567", "NL", .premium),
            ("+319091234", "NL", .premium),
            ("+31851234567", "NL", .other),  // VoIP
            ("+31911234567", "NL", .other),  // VoIP
            ("+31662345678", "NL", .other),  // pager
            ("+3114020", "NL", .other),  // UAN: 14 020
            ("+31881234567", "NL", .other),  // UAN
            ("+31841234567", "NL", .other),  // UAN, formerly personal
            ("+32470123456", "BE", .mobile),
            ("+3212345678", "BE", .fixed),
            ("+3280012345", "BE", .other),  // toll free
            ("+3290012345", "BE", .premium),
            ("+3270201234", "BE", .premium),
            ("+3278791234", "BE", .sharedCost),
            ("+3278102345", "BE", .other),  // UAN
            ("+4915123456789", "DE", .mobile),
            ("+4930123456", "DE", .fixed),
            ("+498001234567890", "DE", .other),  // toll free
            ("+499001234567", "DE", .premium),
            ("+491377123456", "DE", .premium),
            ("+4918012345", "DE", .sharedCost),
            ("+491371123456", "DE", .sharedCost),
            ("+4970012345678", "DE", .other),  // personal
            ("+4916412345", "DE", .other),  // pager
            ("+4918500123456", "DE", .other),  // UAN
            ("+49177991234567", "DE", .other),  // voicemail of a mobile number
        ] as [(String, String, PhoneNumber.Line)])
    func neighbours(text: String, region: String, line: PhoneNumber.Line) throws {
        let phone = try PhoneNumber(text)
        #expect(phone.e164 == text)
        #expect(phone.region == region)
        #expect(phone.line == line)
    }

    @Test(
        "international networks are of no country, though some call themselves mobile",
        arguments: [
            ("+80012345678", .other),  // toll free
            ("+80812345678", .sharedCost),
            ("+870301234567", .mobile),  // Inmarsat
            ("+870773123456", .mobile),  // Inmarsat
            ("+878101234567890", .other),  // VoIP
            ("+881612345678", .mobile),  // Iridium
            ("+881712345678", .mobile),  // Iridium
            ("+881812345678", .mobile),  // Globalstar
            ("+8823421234", .mobile),
            ("+8821612345678", .other),  // Thuraya
            ("+882390123456789", .other),  // VoIP
            ("+88234851234567", .other),  // voicemail
            ("+883510012345", .other),  // VoIP
            ("+88812345678901", .other),  // UAN
            ("+979123456789", .premium),
        ] as [(String, PhoneNumber.Line)])
    func international(text: String, line: PhoneNumber.Line) throws {
        let phone = try PhoneNumber(text)
        #expect(phone.region == PhoneNumber.noCountry)
        #expect(phone.line == line)
    }

    @Test(
        "a number reached by 00 or written for people is the same kind",
        arguments: ["00881612345678", "+881 6 1234 5678"])
    func spellings(text: String) throws {
        #expect(try PhoneNumber(text) == PhoneNumber("+881612345678"))
    }
}
