import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("An outcome as a person reads it")
struct OutcomeReportTests {
    private func report(_ outcome: Outcome) throws -> OutcomeReport {
        let job = try Job.sample()
        return try #require(OutcomeReport(OutcomeEvent(outcome, of: job.id, like: job, at: noon).body))
    }

    @Test("sent: one is not yes")
    func sent() throws {
        let report = try report(
            .sent(
                Outcome.Sent(
                    channel: .sms, provider: "sandbox", providerMessageID: nil, attempts: 1, segments: 1,
                    queued: .zero, elapsed: .milliseconds(1_250), remaining: .seconds(598), possibleDuplicate: false)))
        #expect(report.name == "sent")
        #expect(
            report.text == """
                sent
                  account: patient-1001
                  attempts: 1
                  channel: sms
                  elapsed_ms: 1250
                  possible_duplicate: no
                  provider: sandbox
                  purpose: login
                  queued_ms: 0
                  remaining_s: 598
                  segments: 1
                """)
    }

    @Test("rejected")
    func rejected() throws {
        let report = try report(.rejected(Rejection(.rateLimited, "too many requests", retryAfter: 30)))
        #expect(report.name == "rejected")
        #expect(report.text.contains("\n  detail: too many requests\n"))
        #expect(report.text.hasSuffix("\n  reason: rate_limited\n  retry_after_s: 30"))
    }

    @Test("failed: true is yes")
    func failed() throws {
        let report = try report(
            .failed(
                Outcome.Failure(
                    reason: .unknown, attempts: 0, provider: "sandbox", answer: .notSent, possibleDuplicate: true)))
        #expect(report.name == "failed")
        #expect(report.text.contains("\n  attempts: 0\n"))
        #expect(report.text.contains("\n  possible_duplicate: yes\n"))
        #expect(report.text.contains("\n  answer: not_sent\n"))
    }

    @Test("what a provider named cannot write lines of its own")
    func controls() throws {
        let report = try report(
            .sent(
                Outcome.Sent(
                    channel: .sms, provider: "sandbox", providerMessageID: "a\n  reason: b\u{1B}[2J", attempts: 1,
                    segments: 1, queued: .zero, elapsed: .zero, remaining: .zero, possibleDuplicate: false)))
        #expect(!report.text.contains("\n  reason"))
        #expect(!report.text.contains("\u{1B}"))
    }

    @Test(
        "anything else is no outcome",
        arguments: ["", "null", "[]", #"{"type": "codebode.sent"}"#, #"{"data": {}}"#, #"{"type": 1, "data": {}}"#])
    func other(body: String) {
        #expect(OutcomeReport(Array(body.utf8)) == nil)
    }
}
