import Admission
import Jobs
import TestSupport
import Testing

struct DestinationPolicyTests {
    private func policy() throws -> DestinationPolicy {
        DestinationPolicy(regions: ["NL", "BE"], linkHosts: [try required(HostName("care.example.org"))])
    }

    @Test(
        "SMS goes to mobile numbers of the allowed regions only",
        arguments: [
            ("+31612345678", true), ("+32470123456", true), ("+4915123456789", false), ("+12025550123", false),
            ("+447911123456", false), ("0206241111", false), ("0900 1234", false), ("088 123 4567", false),
            ("+881621234567", false),
        ])
    func phones(phone: String, isAllowed: Bool) throws {
        let objection = try policy().objection(to: try Job.sample(phone: phone, channel: .sms), by: .sms)
        #expect((objection == nil) == isAllowed)
        if let objection {
            #expect(objection.reason == .destinationNotAllowed)
            #expect(objection.field == "recipient.phone")
            #expect(objection.detail.allSatisfy { !$0.isNumber })
        }
    }

    @Test("a number that is not written to does not matter")
    func email() throws {
        let policy = try policy()
        for job in [try Job.sample(phone: "+12025550123", channel: .email), try Job.sample(phone: nil)] {
            #expect(policy.objection(to: job, by: job.channel) == nil)
        }
    }

    @Test(
        "a link goes to the listed hosts only, not to those below or above",
        arguments: [
            ("https://care.example.org/x", true), ("https://CARE.example.org:443/x", true),
            ("https://a.care.example.org/x", false), ("https://example.org/x", false),
            ("https://care.example.org.evil.example/", false), ("https://xn--cre-8cd.example.org/", false),
        ])
    func links(link: String, isAllowed: Bool) throws {
        let content = JobContent.confirmPhoneLink(
            try required(ConfirmationLink(link)), newPhone: try PhoneNumber("0687654321"))
        let objection = try policy().objection(to: try Job.sample(channel: .email, content: content), by: .email)
        #expect((objection == nil) == isAllowed)
        if let objection {
            #expect(objection.reason == .linkNotAllowed)
            #expect(objection.field == "link")
        }
    }
}
