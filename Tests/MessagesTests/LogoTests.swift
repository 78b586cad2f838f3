import Foundation
import Jobs
import Testing

@testable import Messages

struct LogoTests {
    @Test("a logo is shrunk into its frame, and never enlarged")
    func size() throws {
        let wide = try Logo(png: Self.png(width: 480, height: 60))
        #expect((wide.width, wide.height) == (240, 30))
        let tall = try Logo(png: Self.png(width: 96, height: 192))
        #expect((tall.width, tall.height) == (24, 48))
        let small = try Logo(png: Self.png(width: 20, height: 10))
        #expect((small.width, small.height) == (20, 10))
    }

    @Test("what is no PNG, is cut off, or weighs too much is refused")
    func refusals() {
        let png = Self.png(width: 10, height: 10)
        #expect(throws: Logo.Fault.notPNG) { try Logo(png: []) }
        #expect(throws: Logo.Fault.notPNG) { try Logo(png: [0xFF, 0xD8] + png) }
        #expect(throws: Logo.Fault.notPNG) { try Logo(png: png.dropLast()) }
        #expect(throws: Logo.Fault.notPNG) { try Logo(png: Self.png(width: 0, height: 10)) }
        #expect(throws: Logo.Fault.tooLarge(kilobytes: 30)) {
            try Logo(png: png + [UInt8](repeating: 0, count: 30 * 1_024))
        }
    }

    @Test("Python's reader finds the logo beside the HTML that names it, and the name where images are not shown")
    func related() throws {
        let png = Self.png(width: 480, height: 96)
        let brand = try Brand(
            name: "Caren & Zo", domain: #require(HostName("caren.example")), supportPhone: nil, logo: Logo(png: png))
        let mail = try Sample.renderer(brand: brand).mail(for: Sample.job(.loginCode), at: Sample.issued)
        let reader = """
            import email, email.policy, json, sys
            mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
            related = list(mail.iter_parts())[1]
            html, image = related.iter_parts()
            print(json.dumps([mail.get_content_type(), related.get_content_type(), html.get_content_type(),
                image.get_content_type(), image["Content-ID"], image.get_content().hex(),
                str(sum((part.defects for part in mail.walk()), []))]))
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", reader]
        let (input, output) = (Pipe(), Pipe())
        (process.standardInput, process.standardOutput) = (input, output)
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(mail.message(date: Sample.issued)))
        try input.fileHandleForWriting.close()
        let read = try JSONDecoder().decode([String].self, from: output.fileHandleForReading.readDataToEndOfFile())
        let hex = png.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(
            read == [
                "multipart/alternative", "multipart/related", "text/html", "image/png", "<logo@codebode>", hex, "[]",
            ])
        let image = #"<img src="cid:logo@codebode" width="240" height="48" alt="Caren &amp; Zo""#
        #expect(mail.html.revealed.contains(image))
    }

    @Test("the shipped texts keep all rules with a logo and with other colours")
    func judged() throws {
        let host = try #require(HostName("caren.example"))
        let brand = try Brand(
            name: "Caren", domain: host, supportPhone: nil, colour: BrandColour("#8a1538", for: .light),
            darkColour: BrandColour("#f2a9c9", for: .dark), logo: Logo(png: Self.png(width: 480, height: 96)))
        let verdict = TemplateJudge(brand: brand, linkHosts: [host]).verdict(on: Sample.folder)
        #expect(verdict.findings == [])
    }

    /// As much of a PNG as a reader of its size looks at.
    private static func png(width: Int, height: Int) -> [UInt8] {
        func number(_ number: Int) -> [UInt8] {
            [UInt8(number >> 24 & 255), UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255)]
        }
        let header = number(13) + Array("IHDR".utf8) + number(width) + number(height) + [8, 0, 0, 0, 0] + number(0)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + header + number(0) + Array("IEND".utf8) + number(0)
    }
}
