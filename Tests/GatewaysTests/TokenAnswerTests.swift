import Jobs
import Testing

@testable import Gateways
@testable import Transfers

struct TokenAnswerTests {
    private func read(_ status: Int, _ body: String, isComplete: Bool = true) -> TokenAnswer {
        TokenAnswer(
            .answered(
                HTTPAnswer(
                    status: status, contentType: nil, retryAfter: nil, body: Array(body.utf8),
                    isBodyComplete: isComplete)))
    }

    @Test(
        "a token comes with its life, as a number or a string",
        arguments: [
            (#"{"access_token":"a.b-c","token_type":"bearer","expires_in":3600}"#, 3_600),
            (#"{"access_token":"a.b-c","token_type":"BearerToken","expires_in":"3599"}"#, 3_599),
            (#"{"access_token":"a.b-c"}"#, 300), (#"{"access_token":"a.b-c","expires_in":"soon"}"#, 300),
            (#"{"access_token":"a.b-c","expires_in":1e99}"#, 86_400),
            (#"{"access_token":"a.b-c","expires_in":-5}"#, 0),
        ])
    func granted(body: String, seconds: Int) {
        #expect(read(200, body) == .granted(Secret("a.b-c"), life: .seconds(seconds)))
    }

    @Test(
        "what is no token is none",
        arguments: [
            "", "<html>", "{}", "[]", #"{"access_token":""}"#, #"{"access_token":"a b"}"#,
            #"{"access_token":"a\r\nX: b"}"#, #"{"access_token":["a"]}"#, #"{"access_token":"é"}"#,
            #"{"access_token":"a","token_type":"mac"}"#,
            #"{"access_token":"\#(String(repeating: "a", count: 8_193))"}"#,
        ])
    func none(body: String) {
        #expect(read(200, body) == .failed(SendAnswer(.notSent, note: "token: HTTP 200 without a token")))
    }

    @Test(
        "a refusal is our own account's, unless the server is only busy or broken",
        arguments: [
            (400, #"{"error":"invalid_scope"}"#, SendAnswer(.misconfigured, note: "token: HTTP 400 invalid_scope")),
            (401, #"{"error":"my-secret"}"#, SendAnswer(.misconfigured, note: "token: HTTP 401")),
            (404, "", SendAnswer(.misconfigured, note: "token: HTTP 404")),
            (302, "", SendAnswer(.notSent, note: "token: HTTP 302")),
            (307, "", SendAnswer(.misconfigured, note: "token: HTTP 307")),
            (429, "", SendAnswer(.notSent, note: "token: HTTP 429")),
            (500, "", SendAnswer(.notSent, note: "token: HTTP 500")),
            (503, "", SendAnswer(.notSent, note: "token: HTTP 503")),
        ])
    func refused(status: Int, body: String, expected: SendAnswer) {
        #expect(read(status, body) == .failed(expected))
    }

    @Test("a token of which a part is missing is none")
    func cut() {
        let answer = read(200, #"{"access_token":"a"}"#, isComplete: false)
        #expect(answer == .failed(SendAnswer(.notSent, note: "token: HTTP 200, cut without a token")))
    }

    @Test("whatever became of the request, no message left")
    func transfers() {
        let failed = TokenAnswer.failed(SendAnswer(.notSent, note: "token: OPERATION_TIMEDOUT"))
        #expect(TokenAnswer(.notSent(.outOfTime)) == failed)
        #expect(TokenAnswer(.maybeSent(.outOfTime)) == failed)
    }
}
