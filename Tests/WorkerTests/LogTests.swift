import InMemoryLogging
import Jobs
import Logging
import Testing

@testable import Worker

@Suite("What the log says")
struct LogTests {
    private func levels(_ answer: AnswerClass) async throws -> [Logger.Level] {
        let bench = Bench()
        try await bench.work(.sample(), via: bench.outlet("first", .sms, answer))
        return bench.log.entries.map(\.level)
    }

    @Test("nothing above debug for a job that went well")
    func good() async throws {
        #expect(try await levels(.accepted) == [.debug])
    }

    @Test(
        "as loud as what is to be done about it",
        arguments: [
            (AnswerClass.refused, [Logger.Level.info, .info]), (.retry, [.warning]), (.notSent, [.warning]),
            (.unknown, [.warning]), (.misconfigured, [.error]),
        ])
    func loudness(answer: AnswerClass, levels: [Logger.Level]) async throws {
        #expect(try await self.levels(answer) == levels)
    }

    @Test("a job that ends without a message has a line that says why, softly if the backend was told to expect it")
    func endedWithoutMessage() async throws {
        let bench = Bench()
        try await bench.work(.sample(life: .seconds(20)), via: bench.outlet())
        #expect(bench.log.entries.map(\.message) == ["a job ended without a message"])
        #expect(bench.log.entries.map(\.level) == [.debug])
        #expect(bench.log.entries[0].metadata == ["job": "job-0001", "kind": "send_code", "reason": "too_late"])
    }

    @Test("every line of a job names the publisher's trace")
    func trace() async throws {
        let bench = Bench()
        try await bench.work(.sample(traceparent: .sampleTrace), via: bench.outlet("first", .sms, .refused))
        #expect(bench.log.entries.count == 2)
        for entry in bench.log.entries { #expect(entry.metadata["trace_id"] == "0af7651916cd43dd8448eb211c80319c") }
    }

    @Test("an attempt's line says which job, which way out, the how many-th, and what came of it")
    func attempt() async throws {
        let bench = Bench()
        try await bench.work(.sample(), via: bench.outlet("first", .sms, .retry))
        let entry = try #require(bench.log.entries.first)
        #expect(entry.message == "an attempt was made")
        #expect(
            entry.metadata == [
                "job": "job-0001", "outlet": "first", "attempt": "1", "answer": "retry", "note": "scripted",
            ])
    }

    @Test("no code, number, address or account, whatever happens")
    func secrets() async throws {
        let bench = Bench()
        for (index, answer) in AnswerClass.allCases.enumerated() {
            let (gateway, relay) = (bench.outlet("gateway", .sms, answer), bench.outlet("relay", .email, answer))
            bench.sink.refuse(next: 1)
            try await bench.work(
                .sample(id: "job-sms-\(index)"), .sample(id: "job-mail-\(index)", phone: nil), via: gateway, relay)
        }
        bench.store.fail(.judge, [.before, .before, .before])
        try await bench.work(.sample(id: "job-store"), via: bench.outlet())
        try await bench.work(.sample(body: #"{"493817": "jan.jansen@mail.example"}"#), via: bench.outlet())
        #expect(bench.log.entries.count >= 20)
        let lines = bench.log.entries.map { "\($0.message) \($0.metadata)" }.joined(separator: "\n")
        for secret in ["493817", "612345678", "jan.jansen", "mail.example", "account-"] {
            #expect(!lines.contains(secret))
        }
    }
}
