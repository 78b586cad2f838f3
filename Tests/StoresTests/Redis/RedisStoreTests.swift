import Admission
import EventLoop
import Jobs
import TestSupport
import Testing

@testable import Stores

@Suite(.timeLimit(.minutes(5)))
struct RedisStoreTests {
    private func store(
        _ connection: RedisConnection, limits: [Limit] = [], onUnknown: AdmissionRules.OnUnknown = .resend,
        findings: Findings = Findings()
    ) -> RedisStore {
        RedisStore(
            connection, rules: .sample(limits: limits, onUnknown: onUnknown), report: findings.add, clock: { _ in noon }
        )
    }

    private func copy(_ job: Job) -> Arrival {
        Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
    }

    @Test("the shared store keeps every duty, also where each call goes through a connection of its own")
    func conformance() async throws {
        let server = try await RedisServer.start("databases 64")
        for (number, duty) in JobStoreConformance.duties.enumerated() {
            let connections = [
                try await RedisConnection.open("\(server.url)/\(number)"),
                try await RedisConnection.open("\(server.url)/\(number)"),
            ]
            await #expect(throws: Never.self, "\(duty)") {
                try await duty.check { rules, clock in
                    TwoDoors(stores: connections.map { RedisStore($0, rules: rules, clock: { _ in clock.now }) })
                }
            }
        }
    }

    @Test("it runs on a cluster, whichever node it is told of")
    func cluster() async throws {
        let cluster = try await RedisCluster.start()
        let duties = zip(cluster.nodes + cluster.nodes, JobStoreConformance.notes + JobStoreConformance.shared)
        for (node, duty) in duties {
            let connection = try await RedisConnection.open(node.url)
            await #expect(throws: Never.self, "\(duty)") {
                try await duty.check { rules, clock in RedisStore(connection, rules: rules, clock: { _ in clock.now }) }
            }
            for node in cluster.nodes { try await node.command("flushall") }
        }
    }

    @Test("the note of a worker that was killed leaves when another one writes its own, and all with the last worker")
    func oldNotes() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url)
        let clock = TestClock()
        let store = RedisStore(connection, rules: .sample(), clock: { _ in clock.now })
        try await store.post([1], of: "killed")
        clock.advance(by: PostedNote.life + .seconds(1))
        try await store.post([2], of: "alive")
        #expect(try await connection.send("HLEN", "{codebode}:notes") == .integer(1))
        guard case .integer(let life) = try await connection.send("TTL", "{codebode}:notes") else {
            Issue.record("no TTL")
            return
        }
        #expect((3_590...3_600).contains(life))
    }

    @Test("the script is the one that its hash names, and is sent again to a server that forgot it")
    func script() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url)
        #expect(try await connection.send("SCRIPT", "LOAD", RedisScript.commit) == .text(RedisScript.commitHash))
        let store = store(connection)
        for number in 0..<3 {
            _ = try await connection.send("SCRIPT", "FLUSH")
            #expect(
                try await store.judge(copy(try .sample(id: "job-\(1_000 + number)", account: "p\(number)"))) == .claimed
            )
        }
    }

    @Test("all names of a job share one slot of a cluster")
    func slot() throws {
        let job = copy(try .sample())
        let keys: [RowKey] = [.job(job.job.id), .subject(job.subject), .counters(job.keys.account), .counters("all")]
        for key in keys { #expect(String(decoding: RedisRows.name(of: key), as: UTF8.self).hasPrefix("{codebode}:")) }
    }

    @Test("every name has an end, and what limits count ends with their longest window")
    func expiry() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url)
        let limits = [
            Limit(name: "short", key: .account, count: 1, window: .seconds(60)),
            Limit(name: "long", key: .account, count: 5, window: .seconds(7_200)),
        ]
        let store = store(connection, limits: limits)
        let mine = copy(try .sample())
        _ = try await store.receive(mine)
        func life(_ key: RowKey) async throws -> Int {
            guard
                case .integer(let milliseconds) = try await connection.send([
                    [Array("PTTL".utf8), RedisRows.name(of: key)]
                ])[0]
            else { throw BadSample() }
            return milliseconds
        }
        #expect((7_190_000...7_200_000).contains(try await life(.counters(mine.keys.account))))
        #expect((86_400_000...88_000_000).contains(try await life(.subject(mine.subject))))
        #expect(try await life(.job(mine.job.id)) > 29 * 86_400_000, "it has not ended")
        _ = try await store.conclude(mine, JobStoreConformance.accepted)
        #expect((86_400_000...88_000_000).contains(try await life(.job(mine.job.id))))
    }

    @Test("no value of a job stands in Redis")
    func noValues() async throws {
        let server = try await RedisServer.start("appendonly yes")
        let connection = try await RedisConnection.open(server.url)
        let store = store(connection, limits: [Limit(name: "all", key: .all, count: 9, window: .seconds(60))])
        let job = try Job.sample(name: "Jan Jansen", content: .loginCode(Secret("H7X9Q2"), sequence: 1))
        _ = try await store.receive(copy(job))
        let written = try server.appendOnlyText()
        #expect(written.contains("job-0001"), "the search sees what is written")
        for value in ["H7X9Q2", "612345678", "jan.jansen", "Jansen"] {
            #expect(!written.contains(value), "\(value)")
        }
    }
}

/// Two workers' stores in one Redis, asked in turn.
private struct TwoDoors: JobStore, StoreDesk, NoteBoard {
    let stores: [RedisStore]

    private var store: RedisStore { stores[Int.random(in: 0..<stores.count)] }

    func receive(_ arrival: Arrival) async throws(StoreError) -> Reception { try await store.receive(arrival) }
    func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement { try await store.judge(arrival) }
    func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning { try await store.begin(arrival) }
    func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await store.conclude(arrival, result)
    }
    func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await store.reserve(segments, of: throttle)
    }
    func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await store.rescue(arrival, by: detour)
    }

    func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await store.endRescue(arrival, isOver: isOver)
    }

    func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await store.hear(tags, isDelivered: isDelivered)
    }
    func verify(_ id: JobID) async throws(StoreError) -> Bool { try await store.verify(id) }
    func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool { try await store.tryOnce(suspect) }
    func acquit(_ suspect: Suspect) async throws(StoreError) { try await store.acquit(suspect) }
    func record(_ id: JobID) async throws(StoreError) -> JobRecord? { try await store.record(id) }
    func counters(_ keys: [String]) async throws(StoreError) -> [Counters?] { try await store.counters(keys) }
    func reset(_ keys: [String]) async throws(StoreError) { try await store.reset(keys) }

    func post(_ body: [UInt8], of worker: String) async throws(StoreError) { try await store.post(body, of: worker) }
    func takeDown(_ worker: String) async throws(StoreError) { try await store.takeDown(worker) }
    func notes() async throws(StoreError) -> [PostedNote] { try await store.notes() }
}

/// What a store reported.
final class Findings: Sendable {
    private let all = Locked<[Finding]>([])

    var list: [Finding] { all.withLock { $0 } }

    var add: @Sendable (Finding) -> Void { { finding in self.all.withLock { $0.append(finding) } } }
}
