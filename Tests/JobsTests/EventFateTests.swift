import Jobs
import TestSupport
import Testing

@Suite("What an event is counted as")
struct EventFateTests {
    /// Words that a stranger could put into a job, to be taken for fields of ours.
    private static let account = #"x","channel":"email","reason":"expired"#

    private func fate(_ outcome: Outcome) throws -> EventFate? {
        let job = try Job.sample(account: Self.account)
        let event = OutcomeEvent(outcome, of: job.id, like: job, at: noon)
        #expect(event.kind == .sendCode)
        return event.fate
    }

    @Test("is read from the event itself, since a stored one has nothing else, and an account cannot mislead it")
    func fates() throws {
        #expect(try fate(.sent(.sample)) == .sent(.sms))
        for reason in Rejection.Reason.allCases {
            #expect(try fate(.rejected(Rejection(reason, field: "a", "why"))) == .rejected(reason))
        }
        for reason in Outcome.Failure.Reason.allCases {
            let failure = Outcome.Failure(
                reason: reason, attempts: 1, provider: "demo", answer: .refused, possibleDuplicate: false)
            #expect(try fate(.failed(failure)) == .failed(reason))
        }
        let job = try Job.sample(account: Self.account)
        let sent = OutcomeEvent(.sent(.sample), of: job.id, like: job, at: noon)
        for (isDelivered, fate) in [(true, EventFate.delivered(.sms)), (false, .undelivered(.sms))] {
            let event = try #require(OutcomeEvent(isDelivered: isDelivered, following: sent, at: noon))
            #expect(event.fate == fate)
            #expect(event.kind == .sendCode)
        }
    }

    @Test("is nothing for what is no event of ours")
    func others() {
        for (key, body) in [
            ("send_code.sent", "{}"), ("send_code.sent", #"{"a":1,"channel":"fax"}"#), ("send_code.sent", ""),
            ("send_code.lost", #"{"a":1,"channel":"sms"}"#), ("send_code.failed", #"{"a":1,"reason":"expired"}"#),
            ("send_code.sent", #"{"a":1,"channel":""#), ("x", #"{"a":1,"channel":"sms"}"#), ("send_code.sent", ",,,"),
        ] {
            #expect(OutcomeEvent(id: "x", routingKey: key, body: Array(body.utf8)).fate == nil, "\(key) \(body)")
        }
        #expect(OutcomeEvent(id: "x", routingKey: "x.sent", body: []).kind == nil)
    }

    @Test("has every case once")
    func all() {
        #expect(EventFate.all.count == 21)
        for (index, fate) in EventFate.all.enumerated() { #expect(EventFate.all.firstIndex(of: fate) == index) }
    }
}
