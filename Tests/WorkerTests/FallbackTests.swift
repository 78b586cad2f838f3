import Admission
import Jobs
import TestSupport
import Testing

@testable import Worker

@Suite("The other channel")
struct FallbackTests {
    private let mail = "jan.jansen@mail.example"

    @Test("a code whose number is refused goes by mail, where the job asks for it")
    func refused() async throws {
        let bench = Bench()
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(
            .sample(email: mail, fallback: true), via: bench.outlet("first", .sms, .refused), relay)
        #expect(relay.attempts.first?.text.contains("493817") == true)
        let outcome = try bench.outcome()
        #expect(outcome.type == "codebode.sent")
        #expect(outcome.data.channel == "email")
        #expect(outcome.data.provider == "relay")
        #expect(outcome.data.attempts == 2)
        #expect(outcome.data.possibleDuplicate == false)
    }

    @Test("the configuration decides for jobs that do not", arguments: [true, false])
    func standard(isOn: Bool) async throws {
        let bench = Bench(fallback: isOn)
        try await bench.work(
            .sample(email: mail), via: bench.outlet("first", .sms, .refused), bench.outlet("relay", .email, .accepted))
        #expect(try bench.outcome().type == (isOn ? "codebode.sent" : "codebode.failed"))
    }

    @Test("a job that says no stays with its channel, whatever the configuration says")
    func no() async throws {
        let bench = Bench(fallback: true)
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(
            .sample(email: mail, fallback: false), via: bench.outlet("first", .sms, .refused), relay)
        #expect(relay.attempts.isEmpty)
        #expect(try bench.outcome().data.reason == "refused")
    }

    @Test("without an address for the other channel the job fails")
    func noAddress() async throws {
        let bench = Bench()
        try await bench.work(
            .sample(fallback: true), via: bench.outlet("first", .sms, .refused),
            bench.outlet("relay", .email, .accepted))
        #expect(try bench.outcome().data.reason == "refused")
    }

    @Test("a mail that is refused does not become an SMS to a number that may not be written to")
    func destination() async throws {
        let bench = Bench()
        let gateway = bench.outlet("gateway", .sms, .accepted)
        try await bench.work(
            .sample(
                body: """
                    {"version": 1, "id": "job-0001", "kind": "send_code", "account": "a", "code": "493817", "channel": "email",
                     "fallback": true, "recipient": {"phone": "+33612345678", "email": "\(mail)"},
                     "issued_at": "\(noon.rfc3339)", "expires_at": "\((noon + .seconds(600)).rfc3339)"}
                    """),
            via: bench.outlet("relay", .email, .refused), gateway)
        #expect(gateway.attempts.isEmpty)
        #expect(try bench.outcome().data.reason == "refused")
    }

    @Test("gateways that are down leave the job its channel while a later try can come in time")
    func early() async throws {
        let bench = Bench()
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(
            .sample(email: mail, fallback: true), via: bench.outlet("first", .sms, .notSent), relay)
        #expect(relay.attempts.isEmpty)
        #expect(bench.sink.postponed.map(\.delay) == [.second])
    }

    @Test("they lose it when none could")
    func lastChance() async throws {
        let bench = Bench()
        bench.clock.advance(by: .seconds(555))
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(
            .sample(email: mail, fallback: true, returns: 3), via: bench.outlet("first", .sms, .notSent), relay)
        #expect(relay.attempts.count == 1)
        #expect(try bench.outcome().data.channel == "email")
    }

    @Test("a copy that comes back does not begin again with the channel that refused it")
    func comesBack() async throws {
        let bench = Bench()
        let first = bench.outlet("first", .sms, .refused)
        let relay = bench.outlet("relay", .email, .retry, .accepted)
        let copy = JobDelivery.sample(email: mail, fallback: true)
        try await bench.work(copy, via: first, relay)
        bench.clock.advance(by: .seconds(1))
        try await bench.work(copy.returned(tag: 2), via: first, relay)
        #expect(first.attempts.count == 1)
        #expect(relay.attempts.count == 2)
        #expect(try bench.outcome().data.channel == "email")
    }

    @Test("a code that confirms a number goes to that number only")
    func confirm() async throws {
        let bench = Bench(fallback: true)
        let relay = bench.outlet("relay", .email, .accepted)
        try await bench.work(
            .sample(
                kind: .confirmPhone,
                body: """
                    {"version": 1, "id": "job-0001", "kind": "confirm_phone", "step": "code", "account": "a",
                     "code": "493817", "recipient": {"phone": "+31612345678", "email": "\(mail)"},
                     "issued_at": "\(noon.rfc3339)", "expires_at": "\((noon + .seconds(600)).rfc3339)"}
                    """),
            via: bench.outlet("first", .sms, .refused), relay)
        #expect(relay.attempts.isEmpty)
        #expect(try bench.outcome().data.reason == "refused")
    }
}
