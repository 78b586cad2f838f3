import Jobs
import Testing

@testable import Messages

struct BrandTests {
    @Test(
        "a name that would break a line or a header is no name",
        arguments: ["", "Ca\nren", "Ca\u{202E}ren", "\u{E000}"])
    func names(name: String) throws {
        #expect(throws: Brand.Fault.name) { try Sample.brand(name: name) }
        #expect(Sender(address: try #require(EmailAddress("a@b.example")), name: name) == nil)
    }

    @Test("the support number becomes a link that any telephone can dial")
    func supportPhone() throws {
        #expect(try Sample.brand(supportPhone: "020 624 1111").supportPhoneLink == "tel:+31206241111")
        #expect(try Sample.brand(supportPhone: nil).supportPhoneLink == nil)
        #expect(throws: Brand.Fault.supportPhone) { try Sample.brand(supportPhone: "call us") }
    }
}
