import Foundation
import Jobs
import Testing

struct JSONWriterTests {
    private func read(_ write: (inout JSONWriter) -> Void) throws -> [String: Any] {
        var json = JSONWriter()
        json.object(write)
        return try #require(try JSONSerialization.jsonObject(with: Data(json.bytes)) as? [String: Any])
    }

    @Test(
        "every text is read back as it was",
        arguments: [
            "", "plain", #"quote " and \ backslash / slash"#, "tab\tnewline\nreturn\r", "\u{2028}\u{2029}", "😀👩‍⚕️",
            "Zoë €",
            "</script>", "a\u{FEFF}", "\u{10FFFF}", "\u{7F}\u{80}\u{9F}", String(repeating: "\\\"", count: 500),
        ])
    func texts(text: String) throws {
        let object = try read {
            $0.string("value", text)
            $0.string(text + "key", "x")
        }
        #expect((object["value"] as? String).map { Array($0.utf8) } == Array(text.utf8))
        #expect(object[text + "key"] as? String == "x")
    }

    @Test("all control characters are escaped, so that a text stays on one line")
    func controls() throws {
        let text = String(String.UnicodeScalarView((0...0x1F).map { Unicode.Scalar(UInt8($0)) } + ["\u{7F}"]))
        var json = JSONWriter()
        json.object { $0.string("value", text) }
        #expect(json.bytes.allSatisfy { (0x20..<0x7F).contains($0) })
        #expect(try read { $0.string("value", text) }["value"] as? String == text)
    }

    @Test("keys come in the order given, and what is absent leaves no trace")
    func order() {
        var json = JSONWriter()
        json.object { json in
            json.string("z", nil)
            json.number("y", 9_223_372_036_854_775_807)
            json.bool("x", true)
            json.object("w") { json in
                json.number("v", Int?.none)
                json.number("u", -1)
            }
            json.object("t") { _ in }
            json.bool("s", false)
            json.string("r", "q")
        }
        let text = #"{"y":9223372036854775807,"x":true,"w":{"u":-1},"t":{},"s":false,"r":"q"}"#
        #expect(String(decoding: json.bytes, as: UTF8.self) == text)
    }
}
