import TestSupport
import Testing

@testable import Transfers

/// Once there is a status line it decides, however the rest ends.
@Suite(.timeLimit(.minutes(1)))
struct HTTPAnswerTests {
    private let client: HTTPClient

    init() throws {
        client = try HTTPClient()
    }

    private func post(
        maxBody: Int = 64 << 10, timeout: Duration = .seconds(10), _ script: @escaping FaultServer.Script
    ) async -> HTTPResult {
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            script(connection)
        }
        var request = HTTPRequest.post(to: server.port, timeout: timeout)
        request.maxBody = maxBody
        return await client.perform(request)
    }

    @Test("status, type, waiting time and body of an answer come back")
    func whole() async {
        let result = await post { connection in
            connection.send("HTTP/1.1 429 Slow down\r\nContent-Type: text/plain; charset=utf-8\r\n")
            connection.send("Retry-After: 17\r\nContent-Length: 5\r\n\r\nlater")
        }
        let answer = HTTPAnswer(
            status: 429, contentType: "text/plain; charset=utf-8", retryAfter: .seconds(17), body: Array("later".utf8),
            isBodyComplete: true
        )
        #expect(result == .answered(answer))
    }

    @Test(
        "a waiting time beyond sense is a day at most",
        arguments: ["99999999999999999999", "9223372036854775807", "172800"]
    )
    func retryAfter(value: String) async {
        let result = await post { $0.send("HTTP/1.1 503 x\r\nRetry-After: \(value)\r\nContent-Length: 0\r\n\r\n") }
        #expect(result.answer?.status == 503)
        #expect(result.answer?.retryAfter ?? .zero <= .seconds(86_400))
    }

    @Test("a redirect is an answer and is not followed")
    func redirect() async {
        let result = await post { $0.send("HTTP/1.1 307 x\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n") }
        #expect(result.answer?.status == 307)
    }

    @Test("a body cut short is judged by the status line")
    func truncated() async {
        let result = await post { $0.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf") }
        #expect(result.answer?.status == 200)
        #expect(result.answer?.body == Array("half".utf8))
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("a body over the limit is cut there")
    func tooLong() async {
        let result = await post(maxBody: 10) { $0.send("HTTP/1.1 202 OK\r\nContent-Length: 12\r\n\r\n0123456789AB") }
        #expect(result.answer?.status == 202)
        #expect(result.answer?.body == Array("0123456789".utf8))
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("a body just within the limit is whole")
    func longest() async {
        let result = await post(maxBody: 10) { $0.send("HTTP/1.1 202 OK\r\nContent-Length: 10\r\n\r\n0123456789") }
        #expect(result.answer?.isBodyComplete == true)
    }

    @Test("a body without end is cut at the limit")
    func endlessBody() async {
        let result = await post { connection in
            connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while connection.send("400\r\n\(String(repeating: "x", count: 0x400))\r\n") {}
        }
        #expect(result.answer?.status == 200)
        #expect(result.answer?.body.count == 64 << 10)
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("headers without end are cut at their limit")
    func endlessHeaders() async {
        let result = await post { connection in
            connection.send("HTTP/1.1 200 OK\r\n")
            while connection.send("X-Padding: \(String(repeating: "x", count: 100))\r\n") {}
        }
        #expect(result.answer?.status == 200)
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("one header without end is cut, too")
    func endlessHeader() async {
        let result = await post { connection in
            connection.send("HTTP/1.1 200 OK\r\nX: ")
            while connection.send(String(repeating: "x", count: 4096)) {}
        }
        #expect(result.answer?.status == 200)
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("a body that stops coming is judged by the status line when time is up")
    func stalledBody() async {
        let result = await post(timeout: .milliseconds(200)) { connection in
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            connection.waitForPeer()
        }
        #expect(result.answer?.status == 200)
        #expect(result.answer?.isBodyComplete == false)
    }

    @Test("cut anywhere, an answer is an answer from the end of its status line on")
    func cutAnywhere() async throws {
        let text = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
        let statusLine = "HTTP/1.1 202 Accepted\r\n".utf8.count
        for count in 0...text.utf8.count {
            let result = await post { $0.send(String(decoding: text.utf8.prefix(count), as: UTF8.self)) }
            if count < statusLine {
                #expect(result.maybeSent != nil, "after \(count) bytes")
            } else {
                #expect(result.answer?.status == 202, "after \(count) bytes")
                #expect(result.answer?.isBodyComplete == (count == text.utf8.count), "after \(count) bytes")
            }
        }
    }
}
