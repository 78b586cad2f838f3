import Admission
import Jobs
import TestSupport
import Testing

/// What the rules of a configuration do to jobs: refuse, only record, or decide without what they have counted.
struct RuleTests {
    private typealias Bench = StepBench

    private func limit(
        _ name: String = "account", key: Limit.Key = .account, count: Int = 1, mode: RuleMode = .enforce,
        _ onStoreFailure: Limit.OnStoreFailure? = nil
    ) -> Limit {
        Limit(name: name, key: key, count: count, window: .seconds(60), mode: mode, onStoreFailure: onStoreFailure)
    }

    private func arrival(_ number: Int, phone: String = "+31612345678", account: String? = nil) throws -> Arrival {
        Bench.arrival(
            try Job.sample(
                id: "job-\(10_000 + number)", account: account ?? "patient-1001", purpose: "p\(number)", phone: phone))
    }

    @Test("a refusal names the limit that has room last, and is told")
    func names() throws {
        var bench = Bench(limits: [limit("soon", count: 2), limit("late")])
        _ = try bench.judge(try arrival(1))
        let second = try arrival(2)
        _ = try bench.judge(second)
        let told = Told(try required(bench.event(second)))
        #expect(told.ending == "rejected rate_limited")
        #expect(told.data?.detail == "the limit late has no room")
        #expect(told.data?.retryAfter == 60)
        #expect(bench.store.findings == [.refused(second.job.id, rule: "late")])
    }

    @Test("a limit that only records refuses nothing, tells whom it would refuse, and counts no further than full")
    func record() throws {
        var bench = Bench(limits: [limit("watch", mode: .record)])
        for number in 1...3 { #expect(try bench.judge(try arrival(number)) == .claimed) }
        let ids = try (2...3).map { try arrival($0).job.id }
        #expect(bench.store.findings == ids.map { .wouldRefuse($0, rule: "watch") })
        #expect(bench.store.counted[Bench.allowanceKey]?["watch"] == (noon + .seconds(60)).microseconds)
    }

    @Test("what cannot be read is let through where a limit is open, and refused where it is closed")
    func unreadable() throws {
        for (policy, isThrough) in [(Limit.OnStoreFailure.open, true), (.closed, false)] {
            var bench = Bench(limits: [limit("region", key: .region, policy), limit("account", count: 5)])
            bench.store.unreadable = ["g:NL"]
            let job = try arrival(1)
            _ = try bench.judge(job)
            #expect((bench.ending(job) == nil) == isThrough)
            #expect(bench.store.findings.first == .unreadable(job.job.id, rule: "region"))
            if !isThrough {
                #expect(bench.ending(job) == "rejected rate_limited")
                #expect(Told(try required(bench.event(job))).data?.retryAfter == 60)
            }
        }
    }

    @Test("a job that was let through unread gives back what it took elsewhere, and ends")
    func unreadableEnd() throws {
        var bench = Bench(limits: [limit("region", key: .region, .open), limit("account")])
        bench.store.unreadable = ["g:NL"]
        let job = try arrival(1)
        try bench.start(job)
        _ = try bench.conclude(job, .refused(provider: "demo"))
        #expect(bench.ending(job) == "failed refused")
        #expect(bench.allowance == noon)
    }

    @Test("what a clock counted that was set back by hours holds up nobody")
    func clockBack() throws {
        var bench = Bench(limits: [limit("burst"), limit("many", count: 20)])
        for number in 1...2 { _ = try bench.judge(try arrival(number)) }
        let back = noon - .seconds(7_200)
        let third = Bench.arrival(try Job.sample(id: "job-third", purpose: "p3", issuedAt: back))
        #expect(try bench.judge(third, at: back) == .claimed)
        #expect(bench.allowance == nil)
        #expect(bench.store.counted[Bench.allowanceKey]?["burst"] == (back + .seconds(60)).microseconds)
    }

    @Test("users stay within reach and the purse stays shut, unless told otherwise")
    func usual() {
        let open = Limit.Key.allCases.filter { limit("x", key: $0).onStoreFailure == .open }
        #expect(open == [.recipient, .account])
    }

    @Test("ten thousand numbers share the room of their prefix, and all share one")
    func prefix() throws {
        var bench = Bench(limits: [limit("prefix", key: .prefix, count: 2), limit("all", key: .all, count: 4)])
        var endings: [String?] = []
        for (number, phone) in [
            "+31612340001", "+31612349999", "+31612345678", "+31612355678", "+31687654321", "+31611111111",
        ].enumerated() {
            let job = try arrival(number, phone: phone, account: "patient-\(number)")
            _ = try bench.judge(job)
            endings.append(bench.ending(job))
        }
        #expect(endings == [nil, nil, "rejected rate_limited", nil, nil, "rejected rate_limited"])
    }

    private func fraud(_ mode: RuleMode) -> AdmissionRules {
        .sample(
            neighbours: NeighbourRule(name: "neighbours", count: 3, window: .seconds(3_600), mode: mode),
            unverified: UnverifiedRule(name: "unverified", dayFloor: 10, mode: mode))
    }

    @Test("a run of neighbouring numbers is refused, or only told, as the rule says", arguments: RuleMode.allCases)
    func neighbours(mode: RuleMode) throws {
        var bench = Bench(rules: fraud(mode))
        var refused: [Int] = []
        for number in 0..<5 {
            let job = try arrival(number, phone: "+3161234560\(number)", account: "patient-\(number)")
            if try bench.judge(job) != .claimed { refused.append(number) }
        }
        #expect(refused == (mode == .enforce ? [3, 4] : []))
        #expect(bench.store.findings.count == 2)
    }

    @Test("codes that nobody uses close their country; each that is used makes room", arguments: [false, true])
    func unverified(areUsed: Bool) throws {
        var bench = Bench(rules: fraud(.enforce))
        var claimed = 0
        for number in 0..<30 {
            // Numbers far apart.
            let job = try arrival(number, phone: "+316\(20_000_000 + number * 1_000_003)", account: "patient-\(number)")
            guard try bench.judge(job) == .claimed else { continue }
            claimed += 1
            _ = try bench.begin(job)
            _ = try bench.conclude(job, Bench.accepted)
            if areUsed {
                #expect(try bench.verify(job.job.id))
                #expect(try !bench.verify(job.job.id), "counted once")
            }
        }
        #expect(claimed == (areUsed ? 30 : 10))
    }

    @Test("a code that was not sent is not waited for, and cannot be used")
    func unsent() throws {
        var bench = Bench(rules: fraud(.enforce))
        for number in 0..<30 {
            let job = try arrival(number, phone: "+316\(20_000_000 + number * 1_000_003)", account: "patient-\(number)")
            try bench.start(job)
            _ = try bench.conclude(job, .refused(provider: "demo"))
            #expect(try !bench.verify(job.job.id))
        }
        #expect(bench.store.findings.isEmpty)
    }

    @Test("a signal for a job that nobody knows changes nothing")
    func unknownSignal() throws {
        var bench = Bench(rules: fraud(.enforce))
        #expect(try !bench.verify(try required(JobID("job-none"))))
        #expect(bench.store.counted.isEmpty)
    }
}
