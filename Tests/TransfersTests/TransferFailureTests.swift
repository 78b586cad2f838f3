import CCurl
import Testing

@testable import Transfers

@Suite
struct TransferFailureTests {
    @Test("a failure has libcurl's number, name and words")
    func words() {
        let failure = TransferFailure(CURLE_OPERATION_TIMEDOUT)
        #expect(failure.description == "OPERATION_TIMEDOUT (28): Timeout was reached")
    }

    @Test(
        "a detail that could quote a query, a login or a peer is not repeated",
        arguments: ["bad URL /send?code=123456", "for jan@example.nl", "reply was 12\n34", "caf\u{e9}", ""]
    )
    func unsafeDetail(detail: String) {
        #expect(TransferFailure(CURLE_URL_MALFORMAT, detail).text == "URL using bad/illegal format or missing URL")
    }

    @Test("a code that libcurl has not told us of still has a name")
    func unknownCode() {
        #expect(TransferFailure(CURLcode(rawValue: 63000)).name == "CURLE_63000")
    }
}
