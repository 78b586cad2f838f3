import Admission
import Jobs
import TestSupport
import Testing

/// What is left, read from the counters that real steps have left behind.
struct LimitReportTests {
    private typealias Bench = StepBench

    private static let limits = [
        Limit(name: "burst", key: .recipient, count: 1, window: .seconds(30)),
        Limit(name: "short", key: .account, count: 3, window: .seconds(600)),
        Limit(name: "range", key: .prefix, count: 9, window: .seconds(3_600), mode: .record),
        Limit(name: "total", key: .all, count: 4, window: .seconds(60)),
    ]

    private func subject(_ phone: String = "+31612345678") throws -> LimitSubject { .phone(try PhoneNumber(phone)) }

    private func report(_ subject: LimitSubject, _ bench: Bench, at now: Timestamp = noon) -> LimitReport {
        let rules = bench.rules
        let keys = LimitReport.keys(of: subject, rules: rules, hash: PlainHash())
        let counters = Dictionary(uniqueKeysWithValues: keys.map { ($0, bench.store.counted[$0] ?? [:]) })
        return LimitReport(
            of: subject, rules: rules, hash: PlainHash(), counters: counters, damaged: bench.store.unreadable, at: now)
    }

    private func send(
        _ count: Int, _ bench: inout Bench, content: JobContent = .loginCode(Secret("123456"), sequence: nil)
    )
        throws
    {
        for number in 0..<count {
            let job = try Job.sample(
                id: "job-\(10_000 + number)-\(content.lifetimeClass)", account: "patient-1001", purpose: "p\(number)",
                phone: "+3161234567\(8 - number)", content: content)
            #expect(try bench.judge(Bench.arrival(job)) == .claimed)
        }
    }

    @Test("who has sent nothing has everything left")
    func fresh() throws {
        let report = report(try subject(), Bench(limits: Self.limits))
        #expect(report.allowances.map(\.limit.name) == ["burst", "range", "total"])
        #expect(report.allowances.allSatisfy { $0.left == $0.limit.count && $0.room == nil && $0.recovery == nil })
        #expect(report.refusal == nil)
    }

    @Test("an account sees its own limits, an address those of recipients, a number those of its range, too")
    func kinds() throws {
        let bench = Bench(limits: Self.limits)
        #expect(report(.account("patient-1001"), bench).allowances.map(\.limit.name) == ["short", "total"])
        let address = try required(EmailAddress("jan@example.org"))
        #expect(report(.email(address), bench).allowances.map(\.limit.name) == ["burst", "total"])
    }

    @Test("what a job took is missing, until the moment at which the limit lets the next one through")
    func taken() throws {
        var bench = Bench(limits: Self.limits)
        try send(1, &bench)
        let burst = try required(report(try subject(), bench, at: noon + .seconds(10)).allowances.first)
        #expect((burst.left, burst.room, burst.recovery) == (0, .seconds(20), .seconds(20)))
        let account = try required(report(.account("patient-1001"), bench).allowances.first)
        #expect((account.left, account.room, account.recovery) == (2, nil, .seconds(200)))
        let refusal = try required(report(try subject(), bench).refusal)
        #expect((refusal.rule, refusal.room) == ("burst", .seconds(30)))
        #expect(report(try subject(), bench, at: noon + .seconds(30)).refusal == nil)
    }

    @Test("the wait is the one that a refused job is told")
    func agrees() throws {
        var bench = Bench(limits: Self.limits)
        try send(3, &bench)
        let late = Bench.arrival(
            try Job.sample(id: "job-99999", account: "patient-1001", purpose: "late", phone: "+31687654321"))
        let now = noon + .seconds(7)
        _ = try bench.judge(late, at: now)
        let told = Told(try required(bench.event(late)))
        let refusal = try required(report(.account("patient-1001"), bench, at: now).refusal)
        #expect(told.data?.detail == "the limit \(refusal.rule) has no room")
        #expect(told.data?.retryAfter == Int(refusal.room.wholeSeconds))
    }

    @Test("a notice is shown for what is its own, and only once something of it is used")
    func notices() throws {
        var bench = Bench(limits: Self.limits)
        try send(1, &bench, content: .notice(.phoneChanged))
        let kinds = report(try subject(), bench).allowances.map(\.event)
        #expect(kinds == [nil, nil, nil, .phoneChanged, .phoneChanged, .phoneChanged])
        #expect(report(try subject(), bench).refusal == nil, "it took nothing from the codes")
        #expect(report(try subject("+31687654321"), bench).allowances.allSatisfy { $0.event == nil })
    }

    @Test("a limit that only records refuses nothing")
    func recorded() throws {
        var bench = Bench(limits: [Limit(name: "watch", key: .account, count: 1, window: .seconds(60), mode: .record)])
        try send(2, &bench)
        let report = report(.account("patient-1001"), bench)
        #expect(report.allowances.map(\.left) == [0])
        #expect(report.refusal == nil)
    }

    @Test("a closed fraud rule is named, and refuses only if it is enforced", arguments: RuleMode.allCases)
    func fraud(mode: RuleMode) throws {
        let rule = NeighbourRule(name: "neighbours", count: 2, window: .seconds(3_600), mode: mode)
        var bench = Bench(rules: .sample(neighbours: rule))
        try send(2, &bench)
        let closed = report(try subject("+31612345670"), bench, at: noon + .seconds(600))
        let closure = try required(closed.closures.first)
        #expect((closure.rule, closure.mode, closure.room) == ("neighbours", mode, .seconds(3_000)))
        #expect(closed.refusal?.rule == (mode == .enforce ? "neighbours" : nil))
        #expect(report(try subject(), bench).closures.isEmpty, "a number that is there already has room")
    }

    @Test("codes that nobody used close their country for every number in it")
    func unverified() throws {
        let rule = UnverifiedRule(name: "unverified", hourFloor: 50, dayFloor: 2, mode: .enforce)
        var bench = Bench(rules: .sample(unverified: rule))
        try send(2, &bench)
        #expect(report(try subject("+31687654321"), bench).refusal?.rule == "unverified")
        #expect(report(try subject("+32470123456"), bench).refusal == nil)
    }

    @Test("what is reset is only the subject's own, codes and notices")
    func own() throws {
        let keys = try subject().ownKeys(hash: PlainHash())
        #expect(keys.count == 1 + SecurityEvent.allCases.count)
        #expect(keys.allSatisfy { $0.hasPrefix("p:prefix +3161234/recipient +31612345678") })
        #expect(LimitSubject.account("a").ownKeys(hash: PlainHash()).allSatisfy { $0.hasPrefix("a:") })
    }

    @Test("after a reset everything of its own is left, and what others share is as it was")
    func reset() throws {
        var bench = Bench(limits: Self.limits)
        try send(3, &bench)
        try bench.reset(try subject().ownKeys(hash: PlainHash()))
        let report = report(try subject(), bench)
        #expect(report.allowances.map(\.left) == [1, 6, 1])
        try bench.reset(try subject().ownKeys(hash: PlainHash()))
        #expect(self.report(try subject(), bench) == report)
    }

    @Test("of a damaged count the report says what the next job finds, and a reset makes it whole")
    func damaged() throws {
        let closed = Limit(name: "own", key: .recipient, count: 1, window: .seconds(30), onStoreFailure: .closed)
        for (limit, left) in [(Self.limits[0], 1), (closed, 0)] {
            var bench = Bench(limits: [limit])
            let own = try required(try subject().key(.recipient, apart: nil, hash: PlainHash()))
            bench.store.unreadable = [own]
            let found = try required(report(try subject(), bench).allowances.first)
            #expect((found.isDamaged, found.left, found.isWhole) == (true, left, false))
            let job = try bench.judge(Bench.arrival(try .sample(id: "job-first", phone: "+31612345678")))
            #expect((job == .claimed) == (found.room == nil))
            try bench.reset(try subject().ownKeys(hash: PlainHash()))
            #expect(report(try subject(), bench).allowances.first?.isWhole == true)
            #expect(try bench.judge(Bench.arrival(try .sample(id: "job-next", phone: "+31612345678"))) == .claimed)
        }
    }

    @Test("nothing printed of a subject says whose it is")
    func masked() throws {
        #expect("\(try subject())" == "+•••78")
        #expect("\(LimitSubject.account("patient-1001"))" == "this account")
        #expect("\(LimitSubject.email(try required(EmailAddress("jan@example.org"))))" == "•••@example.org")
    }

    @Test("a store may hold any moment", arguments: [Int64.min, -1, 0, Int64.max])
    func anything(stored: Int64) {
        let limit = Self.limits[1]
        #expect((0...limit.count).contains(limit.room(stored, at: noon)))
        #expect(limit.recovery(stored, at: noon) ?? .zero <= limit.window)
    }
}
