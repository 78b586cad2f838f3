import Foundation
import TestSupport
import Testing

@testable import codebode

@Suite("What the configuration says of the brand")
struct BrandSettingsTests {
    @Test("a colour that cannot be used is refused, and one that can is offered")
    func colours() async {
        #expect(
            await findings("colour: '#ff9900'") == [
                "FILE:2: brand.colour: too faint to be read on white (WCAG asks for 4.5); \"#aa6600\" would do"
            ])
        #expect(
            await findings("colour_dark: blue") == [
                "FILE:2: brand.colour_dark: a colour such as \"#154273\" is expected, in quotation marks"
            ])
    }

    @Test("a logo that is not there, is no PNG or is too large is refused")
    func logos() async {
        let folder = TemporaryFolder()
        folder.write("GIF89a", to: "logo.gif")
        folder.write(String(repeating: "x", count: 30_000), to: "large.png")
        let logo = { (name: String) in await findings("logo: \(folder.path(name))").first ?? "" }
        #expect(await logo("none.png").hasSuffix("none.png cannot be read"))
        #expect(await logo("logo.gif").hasSuffix("is no PNG image; mail programs show no other kind alike"))
        #expect(await logo("large.png").hasSuffix("has 29 KiB, and at most 20 go with every mail"))
    }

    private func findings(_ line: String) async -> [String] {
        await SettingsSample.findings("mail: {from: noreply@caren.example}\nbrand: {domain: caren.example, \(line)}\n")
    }
}
