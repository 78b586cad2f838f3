import Admission
import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("Why a job ended, as it is read")
struct JobReportTests {
    private func record(_ state: JobRecord.State) throws -> JobRecord {
        let job = try Job.sample()
        return JobRecord(
            id: job.id, fingerprint: "f", subject: "s", order: JobOrder(job), state: state, attempts: 2, keepUntil: noon
        )
    }

    private func ended(_ outcome: Outcome, now: Timestamp = noon) throws -> JobReport {
        let job = try Job.sample()
        let event = OutcomeEvent(outcome, of: job.id, like: job, at: noon)
        return try #require(JobReport(try record(.ended(event)), now: now))
    }

    private func plain(_ report: JobReport) -> String {
        report.text.replacing(/(\d{4}-\d\d-\d\d )?\d\d:\d\d:\d\d [A-Z0-9+-]+/, with: "TIME")
    }

    @Test("a refusal for want of room says until when")
    func limited() throws {
        let rejection = Rejection(.rateLimited, "the limit short has no room", retryAfter: 120)
        let report = try ended(.rejected(rejection), now: noon + .milliseconds(45_500))
        #expect(
            plain(report) == """
                job-0001 was rejected at TIME: rate_limited, the limit short has no room.
                A new request had room after 120 s, at TIME (in 75 s).
                """)
        #expect(report.json["reason"] as? String == "rate_limited")
        #expect(report.json["detail"] as? String == "the limit short has no room")
        #expect(report.json["retry_after_s"] as? Int64 == 120)
        #expect(report.json["room_in_s"] as? Int64 == 75)
        #expect(report.json["ended_at"] as? String == noon.rfc3339)
        let later = try ended(.rejected(rejection), now: noon + .seconds(200))
        #expect(later.text.hasSuffix("(which is over)."))
        #expect(later.json["room_in_s"] as? Int64 == 0)
    }

    @Test("a bad field is named")
    func invalid() throws {
        let report = try ended(.rejected(Rejection(.expired, field: "expires_at", "it came too late")))
        #expect(plain(report) == "job-0001 was rejected at TIME: expired, field expires_at, it came too late.")
        #expect(report.json["retry_after_s"] == nil && report.json["room_in_s"] == nil)
    }

    @Test("one that was given up says why, and none tells the account")
    func failed() throws {
        let failure = Outcome.Failure(
            reason: .unknown, attempts: 1, provider: "demo", answer: .unknown, possibleDuplicate: false)
        let report = try ended(.failed(failure))
        #expect(plain(report) == "job-0001 was given up at TIME: unknown.")
        #expect(!(report.text + jsonObject(report.json)).contains("patient"))
    }

    @Test("one that has not ended says where it is")
    func running() throws {
        let hold = JobRecord.Hold(token: 1, until: noon)
        for (state, text, name) in [
            (JobRecord.State.claimed(hold), "job-0001 is in a worker's hands.", "claimed"),
            (.sending(hold), "job-0001 is being sent.", "sending"),
            (.waiting, "job-0001 waits for another attempt; 2 were made.", "waiting"),
        ] {
            let report = try #require(JobReport(try record(state), now: noon))
            #expect(report.text == text)
            #expect(report.json["state"] as? String == name)
        }
    }

    @Test("an outcome that cannot be read is no report")
    func unreadable() throws {
        let event = OutcomeEvent(id: "x", routingKey: "x", body: Array("{}".utf8))
        #expect(JobReport(try record(.ended(event)), now: noon) == nil)
    }
}
