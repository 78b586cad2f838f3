import Admission
import EventLoop
import Jobs
import Stores
import TestSupport
import Testing

@Suite("Rules that change while a store works", .timeLimit(.minutes(1)))
struct RuleChangeTests {
    @Test("the embedded store counts by the new ones from the next step on, on top of what was counted")
    func sqlite() async throws {
        let folder = TemporaryFolder()
        try await check(try await SQLiteStore(path: folder.path("store.db"), rules: rules(count: 9)) { noon })
    }

    @Test("the shared store counts by the new ones from the next step on, on top of what was counted")
    func redis() async throws {
        let server = try await RedisServer.start()
        try await check(
            RedisStore(try await RedisConnection.open(server.url), rules: rules(count: 9), clock: { _ in noon }))
    }

    private func check(_ store: any RuledStore) async throws {
        #expect(try await judge("job-0001", store) == .claimed)
        #expect(try await judge("job-0002", store) == .claimed)
        let noticed = Locked<[Finding]>([])
        await store.follow(rules(count: 1)) { finding in noticed.withLock { $0.append(finding) } }
        guard case .ended(let event) = try await judge("job-0003", store) else {
            Issue.record("no room is left")
            return
        }
        #expect(event.fate == .rejected(.rateLimited))
        #expect(noticed.withLock { $0 } == [.refused(try required(JobID("job-0003")), rule: "mine")])
        await store.follow(rules(count: 9)) { _ in }
        #expect(try await judge("job-0004", store) == .claimed)
    }

    private func rules(count: Int) -> AdmissionRules {
        .sample(limits: [Limit(name: "mine", key: .recipient, count: count, window: .seconds(600))])
    }

    private func judge(_ id: String, _ store: any RuledStore) async throws -> Judgement {
        let job = try Job.sample(id: id, purpose: id)
        return try await store.judge(Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil))
    }
}
