import Jobs
import MetricsTestKit
import Testing

@testable import Worker

@Suite("What is counted")
struct MetricsTests {
    private func total(_ bench: Bench, _ label: String, _ dimensions: [(String, String)] = []) -> Int64 {
        bench.metrics.counterTotal(label: label, dimensions: dimensions)
    }

    @Test("jobs by kind, outcomes by kind and name, attempts by gateway and answer")
    func good() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .retry)
        let second = bench.outlet("second", .sms, .accepted)
        try await bench.work(.sample(tag: 1, id: "job-0001"), via: first, second)
        try await bench.work(.sample(tag: 2, kind: .confirmPhone), via: first, second)
        #expect(total(bench, "codebode_jobs_received_total", [("kind", "send_code")]) == 1)
        #expect(total(bench, "codebode_jobs_received_total", [("kind", "confirm_phone")]) == 1)
        #expect(total(bench, "codebode_jobs_received_total") == 2)
        #expect(total(bench, "codebode_outcomes_total", [("kind", "send_code"), ("outcome", "sent")]) == 1)
        #expect(total(bench, "codebode_outcomes_total", [("kind", "confirm_phone"), ("outcome", "rejected")]) == 1)
        #expect(total(bench, "codebode_outcomes_total") == 2)
        #expect(total(bench, "codebode_attempts_total", [("gateway", "first"), ("class", "retry")]) == 1)
        #expect(total(bench, "codebode_attempts_total", [("gateway", "second"), ("class", "accepted")]) == 1)
        #expect(total(bench, "codebode_attempts_total") == 2)
        #expect(total(bench, "codebode_retry_scheduled_total") == 0)
    }

    @Test("copies that wait, store failures and publish failures")
    func bad() async throws {
        let bench = Bench()
        bench.store.fail(.conclude, [.before, .before])
        bench.sink.refuse(next: 3)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .notSent))
        #expect(total(bench, "codebode_retry_scheduled_total") == 1)
        #expect(total(bench, "codebode_store_failures_total") == 2)
        #expect(total(bench, "codebode_publish_failures_total") == 3)
        #expect(total(bench, "codebode_outcomes_total") == 0)
    }

    @Test("an outcome is counted when the broker has it, not when the job ended")
    func unpublished() async throws {
        let bench = Bench { withUnsafeCurrentTask { $0?.cancel() } }
        bench.sink.refuse(next: 1_000)
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .accepted))
        #expect(total(bench, "codebode_outcomes_total") == 0)
        #expect(total(bench, "codebode_attempts_total") == 1)
    }

    @Test("every counter stands at nought from the start")
    func fromTheStart() {
        let metrics = TestMetrics()
        _ = WorkerMetrics(outlets: ["first", "second"], factory: metrics)
        #expect(metrics.counters(label: "codebode_jobs_received_total").count == JobKind.allCases.count)
        #expect(metrics.counters(label: "codebode_outcomes_total").count == JobKind.allCases.count * 5)
        #expect(metrics.counters(label: "codebode_attempts_total").count == AnswerClass.allCases.count * 2)
        #expect(metrics.counters(label: "codebode_throttled_total").count == 2)
        #expect(metrics.counters(label: "codebode_receipts_total").count == 5)
        #expect(metrics.counters(label: "codebode_signals_total").count == SignalResult.allCases.count)
        #expect(metrics.counters.count == 3 + 15 + 12 + 4 + 5 + 2 + 2 + 3)
    }
}
