import Admission
import Jobs
import TestSupport
import Testing

@testable import Stores

/// A Redis that is away, slow, full, read-only or forgetful: what the worker hears, and that nothing is sent without a
/// claim that Redis has confirmed.
@Suite(.timeLimit(.minutes(2)))
struct RedisStoreFaultTests {
    private static let limit = Limit(name: "region", key: .region, count: 5, window: .seconds(60))

    private func store(
        _ connection: RedisConnection, onStoreFailure: Limit.OnStoreFailure = .closed, findings: Findings = Findings()
    ) -> RedisStore {
        let limit = Limit(
            name: "region", key: .region, count: 5, window: .seconds(60), onStoreFailure: onStoreFailure)
        return RedisStore(
            connection, rules: .sample(limits: [limit]), report: findings.add, clock: { _ in noon })
    }

    private func copy(_ number: Int = 1, isRemembered: Bool = false) throws -> Arrival {
        Arrival(
            try .sample(id: "job-\(1_000 + number)", account: "patient-\(number)"), hash: ShortHash(),
            receivedAt: noon, objection: nil, isRemembered: isRemembered)
    }

    /// Why the store gives no answer, if it gives none.
    private func failure(_ step: () async throws(StoreError) -> Void) async -> StoreError? {
        do {
            try await step()
            return nil
        } catch {
            return error
        }
    }

    @Test("a Redis that is away is told as unavailable, and used again when it is back, with what it had promised")
    func away() async throws {
        let server = try await RedisServer.start("appendonly yes", "appendfsync always")
        let connection = try await RedisConnection.open(server.url, timeout: .seconds(5))
        let store = store(connection)
        let mine = try copy()
        #expect(try await store.receive(mine) == .begun(.send(attempt: 1)))
        try server.kill()
        let impatient = store.impatient(try await RedisConnection.open(server.url, timeout: .milliseconds(300)))
        #expect(
            await failure { () async throws(StoreError) in _ = try await impatient.judge(mine) }?.kind == .unavailable)
        try await server.restart()
        guard case .ended = try await store.conclude(mine, JobStoreConformance.accepted) else {
            Issue.record("the claim is forgotten")
            return
        }
    }

    @Test("a Redis that does not answer is told as unavailable within the time-out")
    func slow() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url, timeout: .milliseconds(300))
        while await connection.failure(of: "PING") != nil {}
        let store = store(connection)
        try server.freeze()
        let second = try copy(2)
        #expect(
            await failure { () async throws(StoreError) in _ = try await store.judge(second) }?.kind == .unavailable)
        try server.thaw()
        while try await store.judgedOrNil(second) == nil {}
    }

    @Test("a full Redis is told as full; what it holds is still answered")
    func full() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url)
        let store = store(connection)
        let first = try copy(1)
        _ = try await store.receive(first)
        let event = try await store.conclude(first, JobStoreConformance.accepted)
        try await server.command("config", "set", "maxmemory", "1")
        let second = try copy(2)
        #expect(await failure { () async throws(StoreError) in _ = try await store.receive(second) }?.kind == .full)
        guard case .ended(let told) = event else { throw BadSample() }
        #expect(try await store.judge(first) == .repeated(told))
        try await server.command("config", "set", "maxmemory", "0")
        #expect(try await store.receive(second) == .begun(.send(attempt: 1)))
    }

    @Test("a replica that takes no writes claims nothing; once promoted it does")
    func readOnly() async throws {
        let master = try await RedisServer.start()
        let replica = try await RedisServer.start("replicaof 127.0.0.1 \(master.port)")
        while try await !replica.command("info", "replication").contains("master_link_status:up") {}
        let connection = try await RedisConnection.open(replica.url, timeout: .milliseconds(500))
        while await connection.failure(of: "PING") != nil {}
        let store = store(connection)
        let mine = try copy()
        let failure = await failure { () async throws(StoreError) in _ = try await store.receive(mine) }
        #expect(failure?.kind == .unavailable)
        #expect(failure?.detail.contains("READONLY") == true)
        try await replica.command("replicaof", "no", "one")
        while try await store.judgedOrNil(mine) == nil {}
    }

    @Test("a failover that lost the claim is told; the result in hand is kept, and not repeated")
    func failover() async throws {
        let server = try await RedisServer.start()
        let findings = Findings()
        let store = store(try await RedisConnection.open(server.url), findings: findings)
        let mine = try copy()
        #expect(try await store.receive(mine) == .begun(.send(attempt: 1)))
        try server.kill()
        try await server.restart()
        guard case .ended(let event) = try await store.conclude(mine, JobStoreConformance.accepted) else {
            Issue.record("not ended")
            return
        }
        #expect(findings.list == [.forgotten(mine.job.id)])
        #expect(try await store.judge(try copy()) == .repeated(event))
    }

    @Test("a copy that was known before a failover is told as perhaps sent")
    func forgottenCopy() async throws {
        let server = try await RedisServer.start()
        let findings = Findings()
        let store = store(try await RedisConnection.open(server.url), findings: findings)
        #expect(try await store.receive(try copy(isRemembered: true)) == .begun(.send(attempt: 1)))
        guard case .ended(let event) = try await store.conclude(try copy(), JobStoreConformance.accepted) else {
            #expect(findings.list == [.forgotten(try copy().job.id)])
            return
        }
        Issue.record("another's claim was ended as \(event)")
    }

    @Test(
        "counters that cannot be read close a closed limit and pass an open one; the claim is durable all the same",
        arguments: [Limit.OnStoreFailure.open, .closed])
    func wrongType(onStoreFailure: Limit.OnStoreFailure) async throws {
        let server = try await RedisServer.start()
        let findings = Findings()
        let store = store(
            try await RedisConnection.open(server.url), onStoreFailure: onStoreFailure, findings: findings)
        try await server.command("set", "{codebode}:c:g:NL", "not a hash")
        let mine = try copy()
        let answer = try await store.receive(mine)
        #expect((answer == .begun(.send(attempt: 1))) == (onStoreFailure == .open))
        #expect(findings.list.first == .unreadable(mine.job.id, rule: "region"))
        #expect(try await store.record(mine.job.id) != nil)
    }

    @Test("a number in Redis that cannot be reckoned with is a damaged one", arguments: ["x", "9223372036854775807"])
    func damagedNumber(number: String) async throws {
        let server = try await RedisServer.start()
        let findings = Findings()
        let store = store(try await RedisConnection.open(server.url), findings: findings)
        try await server.command("hset", "{codebode}:c:g:NL", "region", number)
        let mine = try copy()
        #expect(try await store.receive(mine) != .begun(.send(attempt: 1)))
        #expect(findings.list.first == .unreadable(mine.job.id, rule: "region"))
    }

    @Test("a damaged count is told as one beside those that can be read, and a reset makes it whole")
    func damagedCount() async throws {
        let server = try await RedisServer.start()
        let store = store(try await RedisConnection.open(server.url))
        try await server.command("set", "{codebode}:c:g:NL", "not a hash")
        try await server.command("hset", "{codebode}:c:g:BE", "region", "x")
        try await server.command("hset", "{codebode}:c:g:DE", "region", "1")
        let keys = ["g:NL", "g:BE", "g:DE"]
        #expect(try await store.counters(keys) == [nil, nil, ["region": 1]])
        try await store.reset(keys)
        #expect(try await store.counters(keys) == [[:], [:], [:]])
        #expect(try await store.receive(try copy()) == .begun(.send(attempt: 1)))
    }

    @Test("a row that cannot be read sends nothing")
    func corruptRow() async throws {
        let server = try await RedisServer.start()
        let store = store(try await RedisConnection.open(server.url))
        let mine = try copy()
        for value in ["x", "", "\u{1}\u{1}", String(repeating: "\u{1}", count: 500)] {
            try await server.command("set", "{codebode}:j:\(mine.job.id)", value)
            #expect(
                await failure { () async throws(StoreError) in _ = try await store.receive(mine) }?.kind == .corrupt)
        }
    }

    @Test("leases and limits run by Redis' clock")
    func clock() async throws {
        let server = try await RedisServer.start()
        let connection = try await RedisConnection.open(server.url)
        let store = RedisStore(connection, rules: .sample())
        // By the clock of this file the job is long dead or not yet issued; by Redis' it is as old as told.
        let now = Timestamp(seconds: try await server.seconds())
        let fresh = Arrival(
            try .sample(issuedAt: now - .seconds(10)), hash: ShortHash(), receivedAt: noon, objection: nil)
        #expect(try await store.receive(fresh) == .begun(.send(attempt: 1)))
        guard case .sending(let hold) = try await store.record(fresh.job.id)?.state else { throw BadSample() }
        #expect((Duration.seconds(29)...(.seconds(40))).contains(hold.until - now))
    }
}

extension RedisStore {
    fileprivate func impatient(_ connection: RedisConnection) -> RedisStore {
        RedisStore(connection, rules: .sample(), clock: { _ in noon })
    }

    /// `nil` while there is no answer.
    fileprivate func judgedOrNil(_ arrival: Arrival) async throws -> Judgement? {
        try? await judge(arrival)
    }
}

extension RedisServer {
    fileprivate func seconds() async throws -> Int64 {
        try required(Int64(try await command("time").split(separator: "\n").first ?? ""))
    }
}
