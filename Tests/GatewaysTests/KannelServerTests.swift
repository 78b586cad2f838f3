import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// Against a real Kannel, by the file that users get.
@Suite(.timeLimit(.minutes(1)))
struct KannelServerTests {
    private func send(_ order: SMSOrder, to kannel: Kannel) async throws -> SendAnswer {
        try await Vendor("kannel").gateway(at: kannel.port).send(order, timeout: .seconds(10), now: noon)
    }

    @Test("texts of both alphabets reach the message centre as they were")
    func taken() async throws {
        let kannel = try Kannel()
        let text = "482913 is je code à € 1 {é}"
        #expect(try await send(.sample(text: text), to: kannel).verdict == .accepted(id: nil))
        #expect(kannel.nextMessage() == "Caren 0031612345678 text \(text)")
        #expect(try await send(.sample(text: "код 12", encoding: .ucs2), to: kannel).verdict == .accepted(id: nil))
        #expect(kannel.nextMessage() == "Caren 0031612345678 ucs-2 %04%3A%04%3E%044%00+%001%002")
    }

    @Test("what Kannel does not take has its class")
    func refused() async throws {
        let kannel = try Kannel()
        let german = SMSOrder(
            to: try PhoneNumber("+4915123456789"), text: Secret("x"), encoding: .gsm7, segments: 1,
            id: try #require(JobID("job-00000001")), validity: .seconds(300), sender: "Caren")
        #expect(try await send(german, to: kannel) == SendAnswer(.refused, note: "HTTP 403 Not routable"))
        let stranger = try SMSGateway(
            Vendor("kannel").definition, url: "http://127.0.0.1:\(kannel.port)",
            credentials: ["username": Secret("my-username"), "password": Secret("wrong")], client: try HTTPClient())
        #expect(
            await stranger.send(try .sample(), timeout: .seconds(10), now: noon)
                == SendAnswer(.misconfigured, note: "HTTP 403 Authorization failed"))
    }
}
