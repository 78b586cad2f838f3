import Jobs
import TestSupport
import Testing

struct MaskedTests {
    private static let hidden = ["H7X9Q2", "geheim", "31612345678", "31687654321", "jan.jansen", "Jan Jansen"]

    private func printed(_ value: Any) -> String {
        var dumped = ""
        dump(value, to: &dumped)
        var printed = ""
        print(value, to: &printed)
        var debugged = ""
        debugPrint(value, to: &debugged)
        let children = Mirror(reflecting: value).children.map { "\($0.label ?? ""): \($0.value)" }
        return
            ([dumped, printed, debugged, "\(value)", String(describing: value), String(reflecting: value)] + children)
            .joined(separator: "\n")
    }

    @Test("a secret shows nothing of itself, alone or inside anything else")
    func secret() {
        let secret = Secret("H7X9Q2")
        let all: [Any] = [
            secret, Optional(secret) as Any, [secret], ["code": secret], (1, secret),
            Result<Secret, Never>.success(secret),
            Set(["a"]).map { _ in secret }, JobContent.loginCode(secret, sequence: 3),
            Optional(Optional(secret)) as Any,
        ]
        for value in all {
            #expect(!printed(value).contains("H7X9Q2"))
            #expect(printed(value).contains("•••"))
        }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(Mirror(reflecting: secret).descendant("storage") == nil)
    }

    @Test("a secret gives its bytes to those who ask for them by name")
    func revealed() {
        #expect(Secret("H7X9Q2").revealed == "H7X9Q2")
        #expect(Secret("H7X9Q2").count == 6)
        #expect(Secret([1, 2, 3] as [UInt8]).withBytes(Array.init) == [1, 2, 3])
        #expect(Secret("").revealed.isEmpty)
        #expect(Secret("abc") == Secret([0x61, 0x62, 0x63] as [UInt8]))
        #expect(Secret("abc") != Secret("abd"))
        #expect(Secret("abc") != Secret("ab"))
    }

    @Test("addresses and names show no more than their mask")
    func addresses() throws {
        let phone = try PhoneNumber("+31612345678")
        let email = try #require(EmailAddress("jan.jansen@example.org"))
        let name = try #require(PersonName("Jan Jansen"))
        let link = try #require(ConfirmationLink("https://care.example.org/confirm?t=geheim"))
        let masks: [(any Masked, String)] = [
            (phone, "+•••78"), (email, "•••@example.org"), (name, "•••"), (link, "https://care.example.org/•••"),
        ]
        for (value, mask) in masks {
            #expect("\(value)" == mask)
            #expect(Mirror(reflecting: value).children.isEmpty)
            for text in Self.hidden { #expect(!printed(value).contains(text)) }
            for text in Self.hidden { #expect(!printed([value] as [Any]).contains(text)) }
        }
    }

    @Test("a whole job may be dumped: no code, link, number, address or name appears")
    func wholeJob() throws {
        let newPhone = try PhoneNumber("+31687654321")
        let link = try #require(ConfirmationLink("https://care.example.org/confirm?t=geheim"))
        let contents: [JobContent] = [
            .loginCode(Secret("H7X9Q2"), sequence: 3), .confirmPhoneCode(Secret("H7X9Q2"), sequence: nil),
            .confirmPhoneLink(link, newPhone: newPhone), .notice(.phoneChanged),
        ]
        for content in contents {
            let job = try Job.sample(name: "Jan Jansen", content: content)
            let text = printed(job) + printed([job.id: job]) + printed(Optional(job) as Any)
            #expect(text.contains("job-0001"))
            for secret in Self.hidden { #expect(!text.contains(secret)) }
        }
    }
}
