import Admission
import Jobs
import TestSupport
import Testing

struct AllowanceTests {
    private typealias Bench = StepBench

    @Test("an unsent older job that holds the allowance gives way to the newer one")
    func unsentElder() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        _ = try bench.judge(older)
        #expect(try bench.judge(newer, at: noon + .seconds(5)) == .claimed)
        #expect(bench.ending(older) == "rejected superseded")
        #expect(bench.allowance == noon + .seconds(65))
        #expect(try bench.record(newer).allowances.map(\.key) == [Bench.allowanceKey])
    }

    @Test("an older job on the wire, or in doubt, keeps the allowance and the newer one is refused")
    func elderOnWire() throws {
        for isInDoubt in [false, true] {
            var bench = Bench(limits: [Bench.oneAMinute])
            let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
            let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
            try bench.start(older)
            if isInDoubt { _ = try bench.conclude(older, .maybeSent(Bench.setback(.wait, .unknown))) }
            let before = try bench.record(older)
            _ = try bench.judge(newer)
            #expect(bench.ending(newer) == "rejected rate_limited")
            // A refused job supersedes nobody.
            #expect(try bench.record(older) == before)
            #expect(bench.store.subjects[older.subject]?.newest == older.job.id)
        }
    }

    @Test("one full limit refuses the job, and takes nothing from the others")
    func severalLimits() throws {
        let wide = Limit(name: "wide", key: .account, count: 100, window: .seconds(100))
        let narrow = Limit(name: "narrow", key: .recipient, count: 1, window: .seconds(30))
        var bench = Bench(limits: [wide, narrow])
        let first = Bench.arrival(try Job.sample(id: "job-first"))
        try bench.start(first)
        _ = try bench.conclude(first, Bench.accepted)
        let before = bench.store.counted
        #expect(before.count == 2)
        let second = Bench.arrival(try Job.sample(id: "job-second", issuedAt: noon + .seconds(1)))
        guard case .ended(let event) = try bench.judge(second, at: noon + .seconds(1)) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "rejected rate_limited")
        #expect(Told(event).data?.retryAfter == 29)
        #expect(bench.store.counted == before)
    }

    @Test("the longest wait of all full limits is told")
    func longestWait() throws {
        let limits = [30, 600, 60].map {
            Limit(name: "l\($0)", key: .account, count: 1, window: .seconds(Int64($0)))
        }
        var bench = Bench(limits: limits)
        let first = Bench.arrival(try Job.sample(id: "job-first"))
        try bench.start(first)
        _ = try bench.conclude(first, Bench.accepted)
        let second = Bench.arrival(try Job.sample(id: "job-second"))
        guard case .ended(let event) = try bench.judge(second, at: noon + .microseconds(1)) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).data?.retryAfter == 600)
    }

    @Test("a flood of codes does not silence a notice")
    func notices() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        _ = try bench.judge(Bench.arrival(try Job.sample(id: "job-first")))
        let notice = Bench.arrival(try Job.sample(id: "job-notice", content: .notice(.phoneChanged)))
        #expect(try bench.judge(notice) == .claimed)
    }

    @Test("an allowance of a limit that the configuration no longer has is let go")
    func forgottenLimit() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        var store = bench.store
        let steps = JobSteps(rules: .sample())
        _ = try steps.conclude(mine, .refused(provider: "demo"), in: &store, at: noon)
        #expect(store.counted == bench.store.counted)
        bench.store = store
        #expect(bench.ending(mine) == "failed refused")
    }

    @Test("a row outlives every repeat, also that of a job which came long after its expiry")
    func keepUntil() throws {
        for age in [Duration.zero, .seconds(600), .seconds(3 * 86_400), .seconds(365 * 86_400)] {
            var bench = Bench()
            let copy = Bench.arrival(try Job.sample())
            _ = try bench.judge(copy, at: noon + age)
            #expect(try bench.record(copy).keepUntil >= noon + age + .seconds(86_400))
        }
        var bench = Bench()
        let greedy = Bench.arrival(try Job.sample(life: .seconds(3_000_000_000)))
        _ = try bench.judge(greedy)
        #expect(bench.ending(greedy) == "rejected lifetime_too_long")
        #expect(try bench.record(greedy).keepUntil == noon + .seconds(900 + 30 + 86_400))
    }
}
