import COpenSSL

/// Why a TLS client cannot be made of its PEM files.
package struct TLSFileError: Error, Equatable, CustomStringConvertible {
    /// Nil when it was none of ours: the system's authorities, or memory.
    package let file: String?
    /// OpenSSL's words.
    package let reason: String

    init(_ file: String? = nil) {
        self.file = file
        reason = opensslReason()
    }

    package var description: String {
        "\(file ?? "the system's certificate authorities"): \(reason)"
    }
}

/// What OpenSSL says went wrong first on this thread: the last part of `error:NUMBER:LIBRARY:FUNCTION:REASON`.
func opensslReason() -> String {
    var text = [CChar](repeating: 0, count: 256)
    ERR_error_string_n(ERR_peek_error(), &text, text.count)
    let words = String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    return words.split(separator: ":").last.map(String.init) ?? words
}
