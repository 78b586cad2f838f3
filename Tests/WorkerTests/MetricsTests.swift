import Admission
import Jobs
import MetricsTestKit
import TestSupport
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

    @Test("a job's outcome is counted once, however often it is told")
    func repeats() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted, .refused)
        let sent = JobDelivery.sample(tag: 1, id: "job-0001")
        let refused = JobDelivery.sample(tag: 2, id: "job-0002")
        try await bench.work(sent, via: first)
        try await bench.work(refused, via: first)
        for _ in 0..<3 { try await bench.work(sent, refused, via: first) }
        #expect(bench.sink.events.count == 8)
        #expect(total(bench, "codebode_outcomes_total", [("outcome", "sent")]) == 1)
        #expect(total(bench, "codebode_outcomes_total", [("outcome", "failed")]) == 1)
        #expect(total(bench, "codebode_outcomes_total") == 2)
        #expect(total(bench, "codebode_repeats_total", [("kind", "send_code")]) == 6)
    }

    @Test("a job that a newer one has ended is counted when it is told so")
    func superseded() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .notSent, .accepted)
        func delivery(_ id: String, issuedAt: Timestamp) -> JobDelivery {
            .sample(
                body: """
                    {"version": 1, "id": "\(id)", "kind": "send_code", "account": "account", "code": "493817",
                     "recipient": {"phone": "+31612345678"}, "issued_at": "\(issuedAt.rfc3339)",
                     "expires_at": "\((noon + .seconds(600)).rfc3339)"}
                    """)
        }
        try await bench.work(delivery("job-0001", issuedAt: noon), via: first)
        bench.clock.advance(by: .seconds(1))
        try await bench.work(delivery("job-0002", issuedAt: noon + .seconds(1)), via: first)
        try await bench.work(delivery("job-0001", issuedAt: noon), via: first)
        #expect(total(bench, "codebode_outcomes_total", [("reason", "superseded")]) == 1)
        #expect(total(bench, "codebode_outcomes_total", [("outcome", "sent")]) == 1)
        #expect(total(bench, "codebode_repeats_total") == 0)
    }

    @Test("jobs that may be sent count as admitted when they come, and neither refused ones, repeats nor copies")
    func admitted() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        let job = JobDelivery.sample(tag: 1, id: "job-0001")
        for _ in 0..<3 { try await bench.work(job, via: first) }
        try await bench.work(.sample(tag: 2, id: "job-0002", life: .seconds(20)), via: first)
        try await bench.work(.sample(tag: 3, id: "job-0003", returns: 1), via: first)
        #expect(total(bench, "codebode_jobs_admitted_total", [("kind", "send_code"), ("channel", "sms")]) == 1)
        #expect(total(bench, "codebode_jobs_admitted_total") == 1)
    }

    private func durations(_ bench: Bench, _ label: String, _ kind: JobKind = .sendCode) throws -> [Int64] {
        let labels = [("kind", kind.rawValue), ("channel", "sms")]
        return try bench.metrics.expectTimer("codebode_" + label, labels).values
    }

    private func level(_ bench: Bench, _ label: String, _ labels: [(String, String)]) throws -> Double? {
        try bench.metrics.expectMeter("codebode_" + label, labels).lastValue
    }

    @Test("how long a job lay in its queue, how long until it was taken, and the life that was left")
    func ages() async throws {
        let bench = Bench()
        bench.clock.advance(by: .seconds(7))
        let outlet = bench.outlet("first", .sms, .accepted) { bench.clock.advance(by: .seconds(2)) }
        try await bench.work(.sample(), via: outlet)
        #expect(try durations(bench, "queue_age_seconds") == [7_000_000_000])
        #expect(try durations(bench, "time_to_accepted_seconds") == [9_000_000_000])
        // The wall clock went on during the attempt, the monotonic one did not.
        #expect(try durations(bench, "remaining_life_at_send_seconds") == [591_000_000_000])
        let kind = [("kind", "send_code")]
        let issued = Double(noon.microseconds) / 1_000_000
        #expect(try level(bench, "last_received_issued_timestamp_seconds", kind) == issued)
        #expect(try level(bench, "last_received_timestamp_seconds", kind) == issued + 7)
        #expect(try level(bench, "last_accepted_timestamp_seconds", kind) == issued + 9)
        #expect(total(bench, "codebode_clock_skew_clamped_total") == 0)
    }

    @Test("a job that comes back has no age in the queue, and one from a clock that is ahead has none either")
    func noAge() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(tag: 1, id: "job-0001", returns: 1), via: first)
        #expect(try durations(bench, "queue_age_seconds") == [])
        bench.clock.advance(by: .seconds(-3))
        try await bench.work(.sample(tag: 2, id: "job-0002"), via: first)
        #expect(try durations(bench, "queue_age_seconds") == [0])
        #expect(total(bench, "codebode_clock_skew_clamped_total") == 2)  // in the queue, and until it was taken
    }

    @Test("outcomes by channel or reason, segments by region, and how long attempts took")
    func labels() async throws {
        let bench = Bench()
        let gateway = bench.outlet("gateway", .sms, .accepted)
        let relay = bench.outlet("relay", .email, .refused)
        try await bench.work(
            .sample(tag: 1, id: "job-0001"), .sample(tag: 2, id: "job-0002", phone: nil),
            .sample(tag: 3, id: "job-0003", life: .seconds(20)), via: gateway, relay)
        func outcomes(_ outcome: String, _ channel: String, _ reason: String) -> Int64 {
            total(
                bench, "codebode_outcomes_total",
                [("kind", "send_code"), ("outcome", outcome), ("channel", channel), ("reason", reason)])
        }
        #expect(outcomes("sent", "sms", "none") == 1)
        #expect(outcomes("failed", "none", "refused") == 1)
        #expect(outcomes("rejected", "none", "too_late") == 1)
        #expect(total(bench, "codebode_outcomes_total") == 3)
        #expect(total(bench, "codebode_sms_segments_total", [("gateway", "gateway"), ("region", "NL")]) == 1)
        #expect(total(bench, "codebode_sms_segments_total") == 1)
        for name in ["gateway", "relay"] {
            let timer = try bench.metrics.expectTimer("codebode_gateway_duration_seconds", [("gateway", name)])
            #expect(timer.values == [0])
        }
        let kind = [("kind", "send_code")]
        #expect(try level(bench, "jobs_in_flight", kind) == 0)
        #expect(try bench.metrics.expectMeter("codebode_jobs_in_flight", kind).values.max() ?? 0 >= 1)
        #expect(try bench.metrics.expectMeter("codebode_jobs_in_flight", [("kind", "confirm_phone")]).values == [])
    }

    @Test("a trace that cannot be read is counted, and the job is sent")
    func malformedTrace() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .accepted)
        try await bench.work(.sample(traceparent: "00-0-0-00"), via: first)
        #expect(total(bench, "codebode_malformed_traceparents_total") == 1)
        #expect(first.attempts.map(\.trace) == [nil])
        #expect(total(bench, "codebode_outcomes_total") == 1)
    }

    @Test("every counter stands at nought from the start")
    func fromTheStart() throws {
        let metrics = TestMetrics()
        let (first, second, mail) = (outlet("first", .sms), outlet("second", .sms), outlet("mail", .email))
        let bench = Bench()
        _ = WorkerMetrics(room: [.sendCode: 9], factory: metrics)
        _ = Terms(
            rules: bench.rules, destinations: DestinationPolicy(regions: ["NL", "BE"], linkHosts: []),
            renderer: try bench.terms([]).renderer, routes: Routes(mail: [mail], sms: [first, second]),
            factory: metrics)
        #expect(metrics.counters(label: "codebode_jobs_received_total").count == JobKind.allCases.count)
        #expect(metrics.counters(label: "codebode_outcomes_total").count == JobKind.allCases.count * 21)
        #expect(metrics.counters(label: "codebode_jobs_admitted_total").count == JobKind.allCases.count * 2)
        #expect(metrics.counters(label: "codebode_repeats_total").count == JobKind.allCases.count)
        #expect(metrics.counters(label: "codebode_attempts_total").count == AnswerClass.allCases.count * 3)
        #expect(metrics.counters(label: "codebode_sms_segments_total").count == 2 * 3)
        #expect(metrics.counters(label: "codebode_throttled_total").count == 3)
        #expect(metrics.counters(label: "codebode_receipts_total").count == 5)
        #expect(metrics.counters(label: "codebode_signals_total").count == SignalResult.allCases.count)
        #expect(metrics.counters(label: "codebode_seal_faults_total").count == 3)
        #expect(metrics.counters(label: "codebode_retry_scheduled_total").count == 4)
        #expect(metrics.counters(label: "codebode_set_aside_total").count == SetAsideReason.allCases.count)
        #expect(metrics.counters.count == 3 + 63 + 6 + 3 + 18 + 6 + 3 + 5 + 4 + 3 + 3 + 4 + 2 + 4)
        #expect(metrics.counters.allSatisfy { $0.totalValue == 0 })
        #expect(try metrics.expectMeter("codebode_concurrency", [("kind", "send_code")]).lastValue == 9)
    }

    private func outlet(_ name: String, _ channel: Channel) -> ScriptedOutlet {
        Bench().outlet(name, channel)
    }
}
