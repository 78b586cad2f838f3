import Testing

@testable import Gateways

struct JSONValueTests {
    private func read(_ text: String) -> JSONValue? {
        JSONValue(Array(text.utf8))
    }

    @Test("JSON is read as it was meant")
    func valid() {
        #expect(read(" { } ") == .object([:]))
        #expect(
            read(#" {"a" : [1, -0.5e+3, true , false, null, "x"], "b":{"c":[]}} "#)
                == .object([
                    "a": .array([.number("1"), .number("-0.5e+3"), .bool(true), .bool(false), .null, .string("x")]),
                    "b": .object(["c": .array([])]),
                ]))
        #expect(read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#) == .string("\"\\/\u{8}\u{c}\n\r\té😀é"))
        #expect(read(#""\ud83d!\ude00""#) == .string("\u{FFFD}!\u{FFFD}"))
    }

    @Test(
        "what is not JSON is not read",
        arguments: [
            "", " ", "{", "[", "[1,]", "{\"a\"}", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "-", "1e", "+1", "tru",
            "nul",
            "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "1 2", "{}{}", "NaN", "'a'", "\u{FEFF}{}",
        ])
    func invalid(text: String) {
        #expect(read(text) == nil)
    }

    @Test("no depth exhausts the stack")
    func depth() {
        #expect(read(String(repeating: "[", count: 100_000)) == nil)
        #expect(read(String(repeating: "[", count: 30) + String(repeating: "]", count: 30)) != nil)
    }

    @Test("any beginning and any change of an answer is read or refused, never more")
    func mutations() {
        let bytes = Array(#"{"messages":[{"status":"0","id":-12.5e3,"x":[null,true]}],"e":"\u00e9\ud83d\ude00"}"#.utf8)
        var readable = 0
        for end in bytes.indices where JSONValue(Array(bytes[..<end])) != nil { readable += 1 }
        #expect(readable == 0)
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var other = bytes
                other[index] = byte
                if JSONValue(other) != nil { readable += 1 }
            }
        }
        #expect(readable > bytes.count)
    }

    @Test("a place leads to all that it names")
    func paths() throws {
        let value = try #require(read(#"{"m":[{"s":1},{"s":2},{"t":3}],"message-id":"a","o":{"p":[[5]]}}"#))
        let found = { (path: String) in JSONPath(path).map { value.values(at: $0).compactMap(\.scalarText) } }
        #expect(found("message-id") == ["a"])
        #expect(found("m[*].s") == ["1", "2"])
        #expect(found("m[1].s") == ["2"])
        #expect(found("m[9].s") == [])
        #expect(found("o.p[0][0]") == ["5"])
        #expect(found("m.s") == [])
        for path in ["", "a.", ".a", "a..b", "a[", "a[]", "a[-1]", "a]b", "a[0]b", "a[99999]"] {
            #expect(JSONPath(path) == nil, "\(path)")
        }
    }
}
