import Admission
import Jobs
import TestSupport
import Testing

/// What fraud is paid for, and what no person reads SMS on.
struct TollNumberTests {
    private func objection(to phone: String) throws -> Rejection? {
        let policy = DestinationPolicy(regions: ["NL", "BE", "DE", "GB", "US", "001"], linkHosts: [])
        return policy.objection(to: try Job.sample(phone: phone, channel: .sms), by: .sms)
    }

    @Test(
        "only mobile numbers pass, whatever regions are allowed",
        arguments: [
            "+31101234567", "+318001234", "+319061234", "+319001234567", "+319091234", "+31851234567", "+31911234567",
            "+31662345678", "+3114020", "+31881234567", "+31841234567", "+3212345678", "+3280012345", "+3290012345",
            "+3270201234", "+3278791234", "+3278102345", "+4930123456", "+498001234567890", "+499001234567",
            "+491377123456", "+4918012345", "+491371123456", "+4970012345678", "+4916412345", "+4918500123456",
            "+49177991234567", "+447012345678", "+447640123456", "+445612345678", "+449012345678", "+448431234567",
            "+19002345678", "+15002345678", "+18002345678",
        ])
    func refused(phone: String) throws {
        let objection = try #require(try objection(to: phone))
        #expect(objection.reason == .destinationNotAllowed)
        #expect(objection.detail.allSatisfy { !$0.isNumber })
    }

    @Test(
        "no international network passes, even if somebody lists 001",
        arguments: [
            "+80012345678", "+80812345678", "+870301234567", "+878101234567890", "+881612345678", "+881712345678",
            "+881812345678", "+8823421234", "+8821612345678", "+882390123456789", "+88234851234567", "+883510012345",
            "+88812345678901", "+979123456789",
        ])
    func international(phone: String) throws {
        #expect(try objection(to: phone)?.detail == "a number of no country receives no codes")
    }

    @Test(
        "mobile numbers of allowed regions pass",
        arguments: ["+31612345678", "+32470123456", "+4915123456789", "+447400123456", "+12015550123"])
    func allowed(phone: String) throws {
        #expect(try objection(to: phone) == nil)
    }

    @Test(
        "a country's dialling code is not its region",
        arguments: ["+447797712345", "+447781123456", "+18762101234", "+59995181234"])
    func otherRegionsOfOneCode(phone: String) throws {
        #expect(try objection(to: phone)?.detail == "its region is not one of sms.regions")
    }
}
