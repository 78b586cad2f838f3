import Foundation
import Jobs
import TestSupport
import Testing

struct OutcomeEventTests {
    private struct Event: Decodable, Equatable {
        struct Data: Decodable, Equatable {
            var job: String?
            var account: String?
            var kind: String
            var purpose: String?
            var channel: String?
            var provider: String?
            var providerMessageId: String?
            var attempts: Int?
            var segments: Int?
            var queuedMs: Int?
            var elapsedMs: Int?
            var remainingS: Int?
            var possibleDuplicate: Bool?
            var leftOut: String?
            var reason: String?
            var field: String?
            var detail: String?
            var retryAfterS: Int?
            var answer: String?
        }

        var specversion: String
        var id: String
        var source: String
        var type: String
        var subject: String?
        var time: String?
        var datacontenttype: String
        var data: Data
    }

    /// - Parameter time: `nil` for events that are made anew each time, and so tell none.
    private func read(_ event: OutcomeEvent, time: String? = "2026-11-22T12:00:00.000Z") throws -> Event {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let read = try decoder.decode(Event.self, from: Data(event.body))
        #expect(read.id == event.id)
        #expect(read.specversion == "1.0")
        #expect(read.source == "codebode")
        #expect(read.datacontenttype == "application/json")
        #expect(read.time == time)
        return read
    }

    private static let sent = Outcome.Sent(
        channel: .sms, provider: "demo", providerMessageID: "m-1", attempts: 2, segments: 1,
        queued: .milliseconds(250), elapsed: .microseconds(1_999), remaining: .milliseconds(419_999),
        possibleDuplicate: true)

    @Test("a sent event tells the gateway, the times and the life left")
    func sent() throws {
        let job = try Job.sample()
        let event = OutcomeEvent(.sent(Self.sent), of: job.id, like: job, at: noon)
        #expect(event.id == "job-0001.sent")
        #expect(event.routingKey == "send_code.sent")
        let read = try read(event)
        #expect(read.type == "codebode.sent")
        #expect(read.subject == "job-0001")
        #expect(
            read.data
                == Event.Data(
                    job: "job-0001", account: "patient-1001", kind: "send_code", purpose: "login", channel: "sms",
                    provider: "demo", providerMessageId: "m-1", attempts: 2, segments: 1, queuedMs: 250,
                    elapsedMs: 1,
                    remainingS: 419, possibleDuplicate: true))
    }

    @Test("the text of a sent event, to the letter")
    func golden() throws {
        let job = try Job.sample(account: "patient \"1001\"\n")
        let event = OutcomeEvent(.sent(Self.sent), of: job.id, like: job, at: noon)
        let text = #"""
            {"specversion":"1.0","id":"job-0001.sent","source":"codebode","type":"codebode.sent","subject":"job-0001",\#
            "time":"2026-11-22T12:00:00.000Z","datacontenttype":"application/json","data":{"job":"job-0001",\#
            "account":"patient \"1001\"\n","kind":"send_code","purpose":"login","channel":"sms","provider":"demo",\#
            "provider_message_id":"m-1","attempts":2,"segments":1,"queued_ms":250,"elapsed_ms":1,"remaining_s":419,\#
            "possible_duplicate":true}}
            """#
        #expect(String(decoding: event.body, as: UTF8.self) == text)
        #expect(OutcomeEvent.contentType == "application/cloudevents+json")
    }

    @Test("a sent event tells which field was left out, and not what it held")
    func leftOut() throws {
        let job = try Job.sample()
        let sent = Outcome.Sent(
            channel: .email, provider: "relay", providerMessageID: nil, attempts: 1, segments: nil, queued: .zero,
            elapsed: .zero, remaining: .zero, possibleDuplicate: false, leftOut: "recipient.name")
        #expect(try read(OutcomeEvent(.sent(sent), of: job.id, like: job, at: noon)).data.leftOut == "recipient.name")
    }

    @Test("times that a clock set back would make negative are told as none")
    func negativeTimes() throws {
        let job = try Job.sample()
        let sent = Outcome.Sent(
            channel: .email, provider: "relay", providerMessageID: nil, attempts: 1, segments: nil,
            queued: .seconds(-3),
            elapsed: .seconds(-2), remaining: .seconds(-1), possibleDuplicate: false)
        let data = try read(OutcomeEvent(.sent(sent), of: job.id, like: job, at: noon)).data
        #expect(data.queuedMs == 0)
        #expect(data.elapsedMs == 0)
        #expect(data.remainingS == 0)
        #expect(data.segments == nil)
        #expect(data.providerMessageId == nil)
    }

    @Test("a rejected event tells the reason, the field and when to come again", arguments: Rejection.Reason.allCases)
    func rejected(reason: Rejection.Reason) throws {
        let job = try Job.sample(purpose: "reset", content: .notice(.totpEnabled))
        let rejection = Rejection(reason, field: "recipient.phone", "why", retryAfter: 31)
        let event = OutcomeEvent(.rejected(rejection), of: job.id, like: job, at: noon)
        #expect(event.id == "job-0001.rejected")
        #expect(event.routingKey == "security_notice.rejected")
        let read = try read(event)
        #expect(read.type == "codebode.rejected")
        #expect(
            read.data
                == Event.Data(
                    job: "job-0001", account: "patient-1001", kind: "security_notice", purpose: "reset",
                    reason: reason.rawValue, field: "recipient.phone", detail: "why", retryAfterS: 31))
    }

    @Test("a failed event tells the reason and the last answer", arguments: Outcome.Failure.Reason.allCases)
    func failed(reason: Outcome.Failure.Reason) throws {
        let job = try Job.sample()
        for answer in AnswerClass.allCases {
            let failure = Outcome.Failure(
                reason: reason, attempts: 3, provider: "demo", answer: answer, possibleDuplicate: false)
            let event = OutcomeEvent(.failed(failure), of: job.id, like: job, at: noon)
            #expect(event.id == "job-0001.failed")
            #expect(event.routingKey == "send_code.failed")
            #expect(
                try read(event).data
                    == Event.Data(
                        job: "job-0001", account: "patient-1001", kind: "send_code", purpose: "login", provider: "demo",
                        attempts: 3, possibleDuplicate: false, reason: reason.rawValue, answer: answer.rawValue))
        }
    }

    @Test("a duplicate is told under an event id of its own")
    func duplicate() throws {
        let job = try Job.sample()
        let event = OutcomeEvent(duplicate: job, fingerprint: "00ff")
        #expect(event.id == "job-0001.duplicate.00ff")
        #expect(event.routingKey == "send_code.rejected")
        let data = try read(event, time: nil).data
        #expect(data.reason == "duplicate")
        #expect(data.field == "id")
        #expect(data.account == "patient-1001")
    }

    @Test("a body that is no job is answered under its id, or as unknown")
    func unreadable() throws {
        let rejection = Rejection(.invalid, "the body is not JSON")
        for (id, name) in [(JobID("job-0001"), "job-0001"), (nil, "unknown")] {
            let event = OutcomeEvent(
                unreadable: rejection, kind: .confirmPhone, subject: id, fingerprint: "00ff")
            #expect(event.id == "\(name).unreadable.00ff")
            #expect(event.routingKey == "confirm_phone.rejected")
            let read = try read(event, time: nil)
            #expect(read.subject == id?.text)
            #expect(read.data.job == id?.text)
            #expect(read.data.account == nil)
            #expect(read.data.reason == "invalid")
        }
    }
}
