import CCurl

/// Why a transfer has no answer, in libcurl's words. Never holds a query, a header, an address or a reply's text.
package struct TransferFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// libcurl's number, as 28.
    package let code: Int
    /// libcurl's name, as `OPERATION_TIMEDOUT`.
    package let name: String
    /// For a person who reads a log.
    package let text: String

    package var description: String { "\(name) (\(code)): \(text)" }

    /// - Parameter detail: what libcurl left in its error buffer, or our own words; libcurl's general text without it.
    init(_ code: CURLcode, _ detail: String = "") {
        self.code = Int(code.rawValue)
        name = codebode_code_name(code).map { String(cString: $0) } ?? "CURLE_\(code.rawValue)"
        text = Self.isSafe(detail) ? detail : String(cString: curl_easy_strerror(code))
    }

    /// A text with `?` could quote a query, one with `@` an address or a login; libcurl's own texts have neither.
    private static func isSafe(_ detail: String) -> Bool {
        !detail.isEmpty
            && detail.utf8.allSatisfy {
                (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "@")
            }
    }
}

extension TransferFailure {
    static let cancelled = TransferFailure(CURLE_ABORTED_BY_CALLBACK, "the task was cancelled")
    static let resendPrevented = TransferFailure(
        CURLE_ABORTED_BY_CALLBACK, "the connection died without an answer, and a second sending was prevented"
    )
    static let outOfTime = TransferFailure(CURLE_OPERATION_TIMEDOUT, "no time was left to begin")
    static let noFreeSession = TransferFailure(CURLE_OPERATION_TIMEDOUT, "no session became free in time")
    static let noLogin = TransferFailure(CURLE_LOGIN_DENIED, "the relay offers no login, so nothing was handed to it")

    static func unfit(_ what: String) -> TransferFailure {
        TransferFailure(CURLE_BAD_FUNCTION_ARGUMENT, "\(what) holds what must not go on the wire")
    }
}
