import Jobs
import Testing

@testable import Gateways
@testable import Transfers

struct AnswerReaderTests {
    private static let definition = #"""
        success: {status: [200, 201], body: {errorCode: 0, "messages[*].status": ["0", queued]}}
        id: messages[0].message-id
        answers:
          retry: {codes: {path: "messages[*].status", values: [1, 5]}, status: 5xx}
          refused: {codes: [{path: errorCode, values: 303}, {path: "messages[*].status", values: [6, 7]}]}
          misconfigured: {codes: {path: errorCode, values: [101]}, status: [418]}
          unknown: {status: [502]}
        """#

    private func answer(
        _ status: Int, _ body: String, isComplete: Bool = true, retryAfter: Duration? = nil,
        like rest: String = definition
    ) throws -> SendAnswer {
        let definition = try GatewayDefinition.json(#"{to: "{{to}}", text: "{{text}}"}"#, rest)
        let answer = HTTPAnswer(
            status: status, contentType: nil, retryAfter: retryAfter, body: Array(body.utf8), isBodyComplete: isComplete
        )
        return AnswerReader(definition).read(.answered(answer), to: try .sample())
    }

    @Test("status and body together make a success, and the id is found")
    func accepted() throws {
        let body = #"{"errorCode":0,"messages":[{"status":"0","message-id":"0A1"},{"status":"queued"}]}"#
        let answer = try answer(200, body)
        #expect(answer.verdict == .accepted(id: "0A1"))
        #expect(answer.note == "HTTP 200 0")
        #expect(answer.answerClass == .accepted)
    }

    @Test(
        "a 200 that is no success is judged by its codes, else unknown",
        arguments: [
            (#"{"errorCode":0,"messages":[{"status":"1"}]}"#, SendAnswer.Verdict.retry(after: nil)),
            (#"{"errorCode":0,"messages":[{"status":"0"},{"status":"1"}]}"#, .unknown),
            (#"{"errorCode":0,"messages":[{"status":"0"},{"status":"7"}]}"#, .unknown),
            (#"{"errorCode":0,"messages":[{"status":7}]}"#, .refused),
            (#"{"errorCode":"101"}"#, .misconfigured),
            (#"{"errorCode":0,"messages":[{"status":"99"}]}"#, .unknown),
            (#"{"errorCode":0,"messages":[]}"#, .unknown),
            (#"{"errorCode":0}"#, .unknown), ("{}", .unknown), ("", .unknown), ("<html>", .unknown), ("[1,", .unknown),
        ])
    func failed(body: String, expected: SendAnswer.Verdict) throws {
        #expect(try answer(200, body).verdict == expected)
    }

    @Test("the vendor's code comes before the status, a status in the file before our default")
    func order() throws {
        #expect(try answer(500, #"{"errorCode":303}"#).verdict == .refused)
        #expect(try answer(400, #"{"errorCode":101}"#).verdict == .misconfigured)
        #expect(try answer(500, "").verdict == .retry(after: nil))
        #expect(try answer(502, "").verdict == .unknown)
        #expect(try answer(418, "").verdict == .misconfigured)
        #expect(try answer(422, "").verdict == .refused)
    }

    @Test(
        "without rules, the status says what it says everywhere",
        arguments: [
            (200, SendAnswer.Verdict.accepted(id: nil)), (202, .accepted(id: nil)), (204, .accepted(id: nil)),
            (408, .retry(after: nil)), (425, .retry(after: nil)), (429, .retry(after: nil)), (503, .unknown),
            (401, .misconfigured), (402, .misconfigured), (403, .misconfigured), (404, .misconfigured),
            (405, .misconfigured), (301, .misconfigured), (308, .misconfigured),
            (400, .refused), (409, .refused), (413, .refused), (422, .refused),
            (302, .unknown), (303, .unknown), (500, .unknown), (502, .unknown), (504, .unknown), (999, .unknown),
        ])
    func defaults(status: Int, expected: SendAnswer.Verdict) throws {
        #expect(try answer(status, "", like: "").verdict == expected)
    }

    @Test("an answer that was cut counts by its status, if that alone is the rule")
    func cut() throws {
        let half = try answer(202, #"{"id":"sms_1""#, isComplete: false, like: "id: id")
        #expect(half.verdict == .accepted(id: nil))
        #expect(half.note == "HTTP 202, cut")
        #expect(try answer(200, #"{"errorCode":0,"messages":[]}"#, isComplete: false).verdict == .unknown)
        #expect(try answer(400, "", isComplete: false).verdict == .refused)
    }

    @Test("Retry-After is handed on")
    func retryAfter() throws {
        #expect(try answer(429, "", retryAfter: .seconds(7)).verdict == .retry(after: .seconds(7)))
        #expect(try answer(503, "", retryAfter: .seconds(7)).verdict == .retry(after: .seconds(7)))
    }

    @Test(
        "a note holds a vendor's code, and nothing that could be of the message",
        arguments: [
            (#"{"errorCode":"E01234"}"#, "HTTP 400 E01234"), (#"{"errorCode":-7}"#, "HTTP 400 -7"),
            (#"{"errorCode":"482913"}"#, "HTTP 400"), (#"{"errorCode":"+31612345678"}"#, "HTTP 400"),
            (#"{"errorCode":"31612345678"}"#, "HTTP 400"), (#"{"errorCode":"no such number"}"#, "HTTP 400"),
            (#"{"errorCode":"a\nb"}"#, "HTTP 400"), (#"{"errorCode":["x"]}"#, "HTTP 400"),
            (#"{"errorCode":""}"#, "HTTP 400"),
        ])
    func notes(body: String, expected: String) throws {
        let rest = "answers: {refused: {codes: {path: errorCode, values: x}}}"
        #expect(try answer(400, body, like: rest).note == expected)
    }

    @Test("a code of the gateway's own file is shown, even where the text has the same digits")
    func namedCode() throws {
        let rest = "answers: {refused: {codes: {path: errorCode, values: [4]}}}"
        #expect(try answer(400, #"{"errorCode":4}"#, like: rest).note == "HTTP 400 4")
        #expect(try answer(400, #"{"errorCode":"8"}"#, like: rest).note == "HTTP 400")
    }

    @Test("a code that names a fault of ours comes before one that names a refusal")
    func precedence() throws {
        let rest = """
            answers:
              refused: {codes: {path: group, values: [5]}}
              misconfigured: {codes: {path: errorCode, values: [12]}}
            """
        #expect(
            try answer(200, #"{"group":5,"errorCode":12}"#, like: "success: {status: 201}\n" + rest).verdict
                == .misconfigured)
        #expect(
            try answer(200, #"{"group":5,"errorCode":6}"#, like: "success: {status: 201}\n" + rest).verdict == .refused)
    }

    @Test(
        "an id that is no name is left out",
        arguments: [
            #"{"id":""}"#, #"{"id":"a b"}"#, #"{"id":"a\n"}"#, #"{"id":{}}"#, #"{"id":null}"#, #"{"id":"é"}"#, "{}",
        ])
    func oddID(body: String) throws {
        #expect(try answer(200, body, like: "id: id").verdict == .accepted(id: nil))
    }

    private static let plain = #"""
        success: {status: 202, begins: ["0:", "3:"], id: true}
        id: {after: 'id="', before: '"'}
        answers:
          retry: {codes: {words: [too fast, wait]}, status: 412}
          refused: {codes: [{words: [no route]}, {path: error, values: bad}]}
        """#

    @Test(
        "a text is a success by how it begins, and the id stands between two others",
        arguments: [
            (#"0: well, id="a-1""#, SendAnswer.Verdict.accepted(id: "a-1")), (#"3: id="b""#, .accepted(id: "b")),
            (#"1: id="a""#, .unknown), ("0: well", .unknown), (#"0: id="a"#, .unknown), (#"0: id="""#, .unknown),
            (#"0: id="a b""#, .unknown), ("0: id=\"" + String(repeating: "a", count: 129) + "\"", .unknown),
            ("", .unknown), (#" 0: id="a""#, .unknown), ("\u{FEFF}0: id=\"a\"", .unknown),
        ])
    func plainText(body: String, expected: SendAnswer.Verdict) throws {
        #expect(try answer(202, body, like: Self.plain).verdict == expected)
    }

    @Test("a text is known by its words, and JSON beside it by its codes")
    func words() throws {
        let fast = try answer(403, "Error: too fast", like: Self.plain)
        #expect(fast == SendAnswer(.retry(after: nil), note: "HTTP 403 too fast"))
        #expect(try answer(403, "Too Fast", like: Self.plain).verdict == .misconfigured)
        #expect(try answer(202, "no route", like: Self.plain).verdict == .refused)
        #expect(try answer(500, #"{"error":"bad"}"#, like: Self.plain).note == "HTTP 500 bad")
        #expect(try answer(403, "too fast", isComplete: false, like: Self.plain).verdict == .misconfigured)
    }

    @Test("a note has the words of the gateway's file, and no others of a text")
    func quotes() throws {
        let body = "no route to +31612345678 for 482913 with password hush"
        #expect(try answer(400, body, like: Self.plain).note == "HTTP 400 no route")
        #expect(try answer(400, "482913 hush", like: Self.plain).note == "HTTP 400")
    }

    @Test("where the id belongs to the success, an answer without one is none")
    func needsID() throws {
        let rest = "id: id\nsuccess: {id: true}"
        #expect(try answer(200, #"{"id":"a"}"#, like: rest).verdict == .accepted(id: "a"))
        for body in ["{}", #"{"id":""}"#, #"{"id":"a b"}"#, "<html>", ""] {
            #expect(try answer(200, body, like: rest).verdict == .unknown)
        }
        #expect(try answer(200, #"{"id":"a"}"#, isComplete: false, like: rest).verdict == .unknown)
    }

    @Test("a number of many digits stays what it is as id")
    func longID() throws {
        #expect(
            try answer(200, #"{"id":98765432109876543210987}"#, like: "id: id").verdict
                == .accepted(id: "98765432109876543210987"))
    }

    @Test("what did not leave is not sent, what left without an answer is unknown")
    func transfers() throws {
        let reader = AnswerReader(try .json())
        let failure = TransferFailure.outOfTime
        #expect(reader.read(.notSent(failure), to: try .sample()) == SendAnswer(.notSent, note: "OPERATION_TIMEDOUT"))
        #expect(reader.read(.maybeSent(failure), to: try .sample()) == SendAnswer(.unknown, note: "OPERATION_TIMEDOUT"))
    }
}
