import Testing

@testable import Messages

struct BrandColourTests {
    @Test("the standard colours keep the rule that they are held to")
    func standard() throws {
        #expect(try BrandColour("#154273", for: .light) == .light)
        #expect(try BrandColour("#A9C9F2", for: .dark) == .dark)
    }

    @Test(
        "a colour that cannot be read is refused with the nearest one that can",
        arguments: [("#ff9900", BrandColour.Scheme.light), ("#777777", .light), ("#154273", .dark)])
    func faint(text: String, scheme: BrandColour.Scheme) throws {
        do {
            _ = try BrandColour(text, for: scheme)
            Issue.record("\(text) passes")
        } catch {
            guard case .faint(let nearest) = error else { throw error }
            #expect(try BrandColour(nearest, for: scheme).hex == nearest)
        }
    }

    @Test("what is no colour is none", arguments: ["", "#fff", "red", "154273", "#15427g", "#154273;x"])
    func none(text: String) {
        #expect(throws: BrandColour.Fault.notAColour) { try BrandColour(text, for: .light) }
    }
}
