/// What may be shown of an error of Redis: its text can repeat the arguments of a command.
enum ServerErrorText {
    /// At most this many characters are kept.
    static let longest = 200

    /// The server cannot execute the command now, and did not; later or elsewhere it may.
    static let passingCodes: Set<Substring> = [
        "ASK", "BUSY", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "MISCONF", "MOVED", "NOREPLICAS", "READONLY", "TRYAGAIN",
    ]

    /// Their texts are made of the server's own words, without arguments.
    private static let plainCodes = passingCodes.union([
        "CROSSSLOT", "DENIED", "EXECABORT", "NOAUTH", "NOPERM", "NOSCRIPT", "OOM", "WRONGPASS", "WRONGTYPE",
    ])

    static func code(of text: String) -> Substring {
        text.prefix { $0.isASCII && ($0.isUppercase || $0.isNumber) }
    }

    /// All of it after a known code; after `ERR` up to the first quotation mark, where arguments begin; else the code.
    static func showable(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = line(bytes)
        let code = code(of: text)
        if plainCodes.contains(code) { return text }
        return code == "ERR" ? String(text.prefix { !"'`\"".contains($0) }) : String(code)
    }

    /// One short line that is safe to print; a NUL ends it.
    static func line(_ bytes: UnsafeRawBufferPointer) -> String {
        let line = bytes.prefix(longest).prefix { $0 != 0 }.map { (0x20..<0x7F).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: line, as: UTF8.self)
    }
}
