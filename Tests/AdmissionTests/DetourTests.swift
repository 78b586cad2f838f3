import Admission
import Jobs
import TestSupport
import Testing

/// What becomes of a job whose first channel fails for good.
struct DetourTests {
    private typealias Bench = StepBench

    private func toMail(_ job: Job) -> Setback.Next { .detour(Detour(of: job, to: .email, hash: PlainHash())) }

    private func mailLimit(_ count: Int) -> [Limit] {
        [
            Limit(name: "account", key: .account, count: 5, window: .seconds(60)),
            Limit(name: "recipient", key: .recipient, count: count, window: .seconds(60)),
        ]
    }

    @Test("a refused job goes on by its other channel, and every later attempt knows it")
    func detour() throws {
        var bench = Bench()
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        let refused = Bench.setback(toMail(job), .refused)
        #expect(try bench.conclude(mine, .notSent(refused)) == .claimed)
        #expect(try bench.begin(mine) == .send(attempt: 2, isDetoured: true))
        #expect(try bench.conclude(mine, .notSent(Bench.setback(.wait))) == .released)
        let copy = Bench.arrival(job, token: 2)
        #expect(try bench.judge(copy, at: noon + .seconds(5)) == .claimed)
        #expect(try bench.begin(copy, at: noon + .seconds(5)) == .send(attempt: 3, isDetoured: true))
    }

    @Test("a job takes its detour once; refused there, too, it ends")
    func once() throws {
        var bench = Bench()
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .refused)))
        _ = try bench.begin(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .refused)))
        #expect(bench.ending(mine) == "failed refused")
    }

    @Test("the other channel's limits hold, and the account is not counted twice")
    func counted() throws {
        var bench = Bench(limits: mailLimit(1))
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .refused)))
        let counted = bench.store.counted
        #expect(counted["r:recipient jan.jansen@example.org"]?["recipient"] == (noon + .seconds(60)).microseconds)
        #expect(counted["a:account patient-1001"]?["account"] == (noon + .seconds(12)).microseconds)
    }

    @Test("without room on the other channel a refused job ends as refused, and the rule is told")
    func noRoom() throws {
        var bench = Bench(limits: mailLimit(1))
        let first = Bench.arrival(try Job.sample(id: "job-first", purpose: "other", channel: .email))
        _ = try bench.judge(first)
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .refused)))
        #expect(bench.ending(mine) == "failed refused")
        #expect(bench.store.findings == [.refused(job.id, rule: "recipient")])
    }

    @Test("without room on the other channel a job that may still go by the first one waits for it")
    func waits() throws {
        var bench = Bench(limits: mailLimit(1))
        _ = try bench.judge(Bench.arrival(try Job.sample(id: "job-first", purpose: "other", channel: .email)))
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        #expect(try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .notSent))) == .released)
        #expect(bench.state(mine) == .waiting)
    }

    @Test("a job that sent nothing by either channel gives back what it took of both")
    func givesBack() throws {
        var bench = Bench(limits: mailLimit(2))
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(toMail(job), .refused)))
        _ = try bench.begin(mine)
        _ = try bench.conclude(mine, .refused(provider: "demo"))
        for key in [
            "a:account patient-1001", "p:prefix +3161234/recipient +31612345678", "r:recipient jan.jansen@example.org",
        ] {
            let counters = try required(bench.store.counted[key])
            #expect(counters.allSatisfy { $0.value == noon.microseconds }, "\(key)")
        }
    }

    @Test("a detour after a doubtful attempt keeps the doubt")
    func doubt() throws {
        var bench = Bench()
        let job = try Job.sample()
        let mine = Bench.arrival(job)
        try bench.start(mine)
        _ = try bench.conclude(mine, .maybeSent(Bench.setback(toMail(job), .unknown)))
        #expect(try bench.begin(mine) == .send(attempt: 2, isDetoured: true))
        _ = try bench.conclude(mine, Bench.accepted)
        #expect(Told(try required(bench.event(mine))).data?.possibleDuplicate == true)
    }
}
