/// One HTTP request, whole: nothing is streamed, since a gateway's request fits in a packet or two.
package struct HTTPRequest: Sendable, Unprintable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    /// For `Authorization: Basic` (RFC 7617).
    package struct Credentials: Sendable, Unprintable {
        package let user: String
        package let password: String

        package init(user: String, password: String) {
            self.user = user
            self.password = password
        }
    }

    package var method: Method
    package var url: String
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8] = []
    package var credentials: Credentials?
    /// Without it only `https` is spoken.
    package var allowsPlaintext = false
    package var connectTimeout: Duration = .seconds(2)
    /// For everything, from waiting for a connection to the last byte of the answer.
    package var timeout: Duration = .seconds(15)
    /// When its time began; not a byte leaves after the timeout, even if the process slept in between.
    package var begun = ContinuousClock.now
    /// An answer's body is cut here, and the answer says so.
    package var maxBody = 64 << 10

    package init(_ method: Method, _ url: String) {
        self.method = method
        self.url = url
    }
}

extension HTTPRequest {
    /// What would let a value add a header, end a C string early or reach libcurl with a meaning of its own.
    var flaw: TransferFailure? {
        guard timeout > .zero, connectTimeout > .zero else { return .outOfTime }
        guard !url.isEmpty, Self.holds(url, only: { (0x21..<0x7F).contains($0) }) else { return .unfit("the URL") }
        guard headers.allSatisfy({ Self.isToken($0.name) && Self.isFieldValue($0.value) }) else {
            return .unfit("a header")
        }
        guard let credentials else { return nil }
        let isFit = Self.isFieldValue(credentials.user) && Self.isFieldValue(credentials.password)
        return isFit ? nil : .unfit("the login")
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ name: String) -> Bool {
        !name.isEmpty
            && holds(name) { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "^")...UInt8(ascii: "z"), UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"),
                    UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "|"),
                    UInt8(ascii: "~"):
                    true
                default:
                    false
                }
            }
    }

    private static func isFieldValue(_ value: String) -> Bool {
        holds(value) { $0 >= 0x20 && $0 != 0x7F }
    }

    /// Looks at the bytes where they lie, which costs a fifth of asking the text's view for each.
    private static func holds(_ text: String, only isFit: (UInt8) -> Bool) -> Bool {
        var text = text
        return text.withUTF8 { $0.allSatisfy(isFit) }
    }
}
