import Admission
import Foundation
import GRDB
import Jobs
import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct SQLiteFileTests {
    private let folder = TemporaryFolder()
    private let clock = TestClock()

    private func open(_ name: String = "store.db") async throws -> SQLiteStore {
        let clock = clock
        return try await SQLiteStore(path: folder.path(name), rules: .sample(limits: [Self.limit])) { clock.now }
    }

    private static let limit = Limit(name: "account", key: .account, count: 1, window: .seconds(3_600))

    private func copy(_ job: Job, token: UInt64 = 1) -> Arrival {
        Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil, token: token)
    }

    /// Why a file is not taken as a store.
    private func refusal(_ name: String) async -> StoreError? {
        do {
            _ = try await open(name)
            return nil
        } catch {
            return error as? StoreError
        }
    }

    private func number(_ sql: String) throws -> Int {
        let queue = try DatabaseQueue(path: folder.path("store.db"))
        return try required(try queue.read { try Int.fetchOne($0, sql: sql) })
    }

    @Test("a file opened again knows its jobs, claims, allowances and newest requests")
    func reopens() async throws {
        let sent = copy(try .sample(id: "job-sent", account: "patient-1"))
        let held = copy(try .sample(id: "job-held", account: "patient-2"))
        let heldByAnother = copy(held.job, token: 2)
        let waiting = copy(try .sample(id: "job-waiting", account: "patient-3"))
        var event: Conclusion?
        do {
            let store = try await open()
            for job in [sent, held, waiting] {
                #expect(try await store.judge(job) == .claimed)
                #expect(try await store.begin(job) == .send(attempt: 1))
            }
            let acceptance = Acceptance(channel: .sms, provider: "demo", providerMessageID: nil, segments: 2)
            event = try await store.conclude(sent, .accepted(acceptance))
            let setback = Setback(provider: "demo", answer: .misconfigured, next: .wait)
            #expect(try await store.conclude(waiting, .maybeSent(setback)) == .released)
        }
        let store = try await open()
        guard case .ended(let told) = event, case .repeated(let again) = try await store.judge(sent) else {
            Issue.record("not ended")
            return
        }
        #expect(again == told)
        #expect(try await store.judge(heldByAnother) == .held(for: .seconds(30)))
        let other = copy(try .sample(id: "job-other", account: "patient-1", purpose: "reset"))
        guard case .ended(let limited) = try await store.judge(other) else {
            Issue.record("the allowance is forgotten")
            return
        }
        #expect(Told(limited).data?.retryAfter == 3_600)
        let older = copy(try .sample(id: "job-older", account: "patient-2", issuedAt: noon - .seconds(1)))
        guard case .ended(let superseded) = try await store.judge(older) else {
            Issue.record("the newest request is forgotten")
            return
        }
        #expect(Told(superseded).ending == "rejected superseded")
        #expect(try await store.judge(waiting) == .claimed)
        clock.advance(by: .seconds(600))
        guard case .ended(let exhausted) = try await store.begin(waiting) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(exhausted).ending == "failed unknown")
        #expect(Told(exhausted).data?.answer == "misconfigured")
    }

    @Test("a file of a newer version is refused, and left as it is")
    func newerSchema() async throws {
        _ = try await open()
        try await DatabaseQueue(path: folder.path("store.db")).write { try $0.execute(sql: "PRAGMA user_version = 4") }
        let error = try required(await refusal("store.db"))
        #expect(error.kind == .otherSchema)
        #expect(
            error.detail == "the file has schema 4, this program knows 3; use the program that made it, or another file"
        )
        #expect(try number("PRAGMA user_version") == 4)
    }

    @Test("a file that is no database is refused as corrupt, in clear words, and left as it is")
    func noDatabase() async throws {
        let path = folder.path("notes.txt")
        let text = String(repeating: "These are notes, not a store. ", count: 200)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let error = try required(await refusal("notes.txt"))
        #expect(error.kind == .corrupt)
        #expect(error.description.contains("file is not a database"))
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test("a database with pages overwritten answers as corrupt, not with a job to send")
    func corrupt() async throws {
        do {
            let store = try await open()
            for number in 0..<200 {
                _ = try await store.judge(copy(try .sample(id: "job-\(1_000 + number)", account: "patient-\(number)")))
            }
        }
        var patience = Configuration()
        patience.busyMode = .timeout(20)  // for the store's thread, which closes the file
        try await DatabaseQueue(path: folder.path("store.db"), configuration: patience).writeWithoutTransaction {
            _ = try $0.checkpoint(.truncate)
        }
        let file = try required(FileHandle(forUpdatingAtPath: folder.path("store.db")))
        let size = try file.seekToEnd()
        for page in 1..<size / 4_096 {
            try file.seek(toOffset: page * 4_096)
            file.write(Data(repeating: 0xAA, count: 4_096))
        }
        try file.close()
        let store = try await open()
        let job = copy(try .sample(id: "job-1001", account: "patient-1"), token: 2)
        do {
            let answer = try await store.judge(job)
            Issue.record("answers \(answer)")
        } catch {
            #expect(error.kind == .corrupt)
            #expect(!error.description.contains("job-1001"))
        }
    }

    @Test("a damaged row keeps its own job from ending, and not the account's next one from being sent")
    func damagedRow() async throws {
        let older = copy(try .sample(id: "job-1001", account: "patient-1"))
        let store = try await SQLiteStore(path: folder.path("store.db"), rules: .sample(limits: [])) { [clock] in
            clock.now
        }
        #expect(try await store.judge(older) == .claimed)
        try await DatabaseQueue(path: folder.path("store.db")).write {
            try $0.execute(sql: "UPDATE job SET value = x'00'")
        }
        let newer = copy(try .sample(id: "job-1002", account: "patient-1", issuedAt: noon + .seconds(1)))
        #expect(try await store.judge(newer) == .claimed)
        #expect(try await store.begin(newer) == .send(attempt: 1))
        await #expect(throws: StoreError.self) { try await store.begin(older) }
    }

    @Test("a damaged count is told as one beside those that can be read, and a reset makes it whole")
    func damagedCount() async throws {
        let rules = AdmissionRules.sample(
            limits: [Limit(name: "account", key: .account, count: 1, window: .seconds(60))])
        let store = try await SQLiteStore(path: folder.path("store.db"), rules: rules) { [clock] in clock.now }
        let mine = copy(try .sample(id: "job-1001", account: "patient-1"))
        let other = copy(try .sample(id: "job-1002", account: "patient-2"))
        #expect(try await store.judge(mine) == .claimed)
        #expect(try await store.judge(other) == .claimed)
        let name = mine.keys.account
        try await DatabaseQueue(path: folder.path("store.db")).write {
            try $0.execute(sql: "UPDATE shared SET value = x'00' WHERE name = ?", arguments: [name])
        }
        let counted = try await store.counters([name, other.keys.account])
        #expect(counted[0] == nil && counted[1]?.count == 1)
        try await store.reset([name])
        #expect(try await store.counters([name]) == [[:]])
        let next = copy(try .sample(id: "job-1003", account: "patient-1", purpose: "other"))
        #expect(try await store.judge(next) == .claimed)
        #expect(try await store.counters([name])[0]?.count == 1)
    }

    @Test("a file that another process keeps locked is told as unavailable, and used again when it lets go")
    func locked() async throws {
        let store = try await open()
        let mine = copy(try .sample())
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true  // this one is left open on purpose
        let other = try DatabaseQueue(path: folder.path("store.db"), configuration: configuration)
        try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
        do {
            let answer = try await store.judge(mine)
            Issue.record("answers \(answer)")
        } catch {
            #expect(error.kind == .unavailable)
            #expect(error.detail.contains("database is locked"))
        }
        try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
        #expect(try await store.judge(mine) == .claimed)
    }

    @Test("a folder that does not exist is told as unavailable")
    func noFolder() async throws {
        let error = try required(await refusal("missing/store.db"))
        #expect(error.kind == .unavailable)
        #expect(error.detail.contains("unable to open database file"))
    }

    @Test("old rows leave in bounded steps; what has not ended stays")
    func prune() async throws {
        let waiting = copy(try .sample(id: "job-waiting", account: "patient-0"))
        let store = try await open()
        _ = try await store.judge(waiting)
        _ = try await store.begin(waiting)
        _ = try await store.conclude(
            waiting, .notSent(Setback(provider: "demo", answer: .retry, next: .wait)))
        let jobs = try (0..<500).map {
            copy(try .sample(id: "job-\(1_000 + $0)", account: "patient-1", issuedAt: noon - .seconds(600)))
        }
        await withTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { _ = try? await store.judge(job) } }
        }
        #expect(try number("SELECT count(*) FROM job") == 501)
        clock.advance(by: .seconds(4 * 86_400))
        var old = [501]
        for step in 0..<800 {
            _ = try await store.judge(copy(try .sample(id: "job-late-\(step)", account: "patient-2")))
            old.append(try number("SELECT count(*) FROM job WHERE id NOT LIKE 'job-late-%'"))
        }
        #expect(old.last == 1, "only what has not ended is left")
        #expect(zip(old, old.dropFirst()).allSatisfy { $0 - $1 <= 520 }, "no step removes more than it looks at")
        #expect(Set(old).count > 1)
        #expect(try number("SELECT count(*) FROM job WHERE id = 'job-waiting'") == 1)
        #expect(try number("SELECT count(*) FROM shared WHERE name LIKE '%patient-1%'") == 0)
        #expect(try await store.judge(waiting) == .claimed)
        guard case .ended(let event) = try await store.begin(waiting) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "failed exhausted")
    }

    @Test("no value of a job stands in the file")
    func noValues() async throws {
        let link = try required(ConfirmationLink("https://care.example.org/confirm?t=geheim"))
        let content = JobContent.confirmPhoneLink(link, newPhone: try PhoneNumber("+31687654321"))
        do {
            let store = try await open()
            for job in [
                copy(
                    try .sample(id: "job-code", name: "Jan Jansen", content: .loginCode(Secret("H7X9Q2"), sequence: 1))),
                copy(try .sample(id: "job-link", name: "Jan Jansen", channel: .email, content: content)),
            ] {
                _ = try await store.judge(job)
                _ = try await store.begin(job)
                _ = try await store.conclude(job, .refused(provider: "demo"))
            }
        }
        for name in ["store.db", "store.db-wal"] {
            guard let bytes = FileManager.default.contents(atPath: folder.path(name)) else { continue }
            for value in ["H7X9Q2", "geheim", "612345678", "687654321", "jan.jansen", "Jansen", "care.example"] {
                #expect(bytes.range(of: Data(value.utf8)) == nil, "\(value) in \(name)")
            }
        }
    }

    @Test("a store may be let go as soon as its last answer is there")
    func letGo() async throws {
        let mine = copy(try .sample())
        var answers: Set<String> = []
        for _ in 0..<200 {
            answers.insert("\(try await open().judge(mine))")
        }
        #expect(answers == ["claimed"])
    }
}
