import Admission
import Jobs
import TestSupport
import Testing

/// A message that was taken and did not arrive.
struct RescueTests {
    private typealias Bench = StepBench

    private let steps = JobSteps(rules: .sample())
    private let tag = MessageTag(gateway: "acme", text: "m-1")
    private let send = Rescuing.send(attempt: 2, isDetoured: false, not: "acme")

    /// A job that `acme` has taken, and what its receipt said.
    private func sent(_ job: Job, isDelivered: Bool?, in bench: inout Bench) throws {
        let mine = Bench.arrival(job)
        try bench.start(mine)
        let acceptance = Acceptance(
            channel: .sms, provider: "acme", providerMessageID: "m-1", segments: 1, tags: [tag])
        _ = try bench.conclude(mine, .accepted(acceptance))
        guard let isDelivered else { return }
        _ = try steps.hear([tag], isDelivered: isDelivered, in: &bench.store, at: noon)
    }

    private func rescue(
        _ job: Job, token: UInt64 = 2, by detour: Detour? = nil, in bench: inout Bench, at now: Timestamp = noon
    ) throws -> Rescuing {
        try steps.rescue(Bench.arrival(job, token: token), by: detour, in: &bench.store, at: now)
    }

    @Test("waits for its receipt, goes out again if it did not arrive, and not if it did")
    func receipts() throws {
        for (isDelivered, expected) in [(nil, Rescuing.wait), (true, .over), (false, send)] {
            var bench = Bench()
            let job = try Job.sample()
            try sent(job, isDelivered: isDelivered, in: &bench)
            #expect(try rescue(job, in: &bench) == expected)
        }
    }

    @Test("goes by the other channel where there is one, within its limits")
    func detour() throws {
        for (count, isDetoured) in [(1, true), (0, false)] {
            let limit = Limit(name: "recipient", key: .recipient, count: 1, window: .seconds(60))
            let strict = JobSteps(rules: .sample(limits: [limit]))
            var bench = Bench(limits: [limit])
            let job = try Job.sample()
            if count == 0 {
                _ = try bench.judge(Bench.arrival(try Job.sample(id: "job-mail", purpose: "x", channel: .email)))
            }
            try sent(job, isDelivered: false, in: &bench)
            let detour = Detour(of: job, to: .email, hash: PlainHash())
            #expect(
                try strict.rescue(Bench.arrival(job, token: 2), by: detour, in: &bench.store, at: noon)
                    == .send(attempt: 2, isDetoured: isDetoured, not: "acme"))
        }
    }

    @Test("goes out once: not again while another sees to it, nor after its holder is gone")
    func once() throws {
        var bench = Bench()
        let job = try Job.sample()
        try sent(job, isDelivered: false, in: &bench)
        #expect(try rescue(job, in: &bench) == send)
        #expect(try rescue(job, in: &bench) == send, "its answer was lost")
        #expect(try rescue(job, token: 3, in: &bench) == .wait)
        #expect(try rescue(job, token: 3, in: &bench, at: noon + .seconds(31)) == .over, "it may have left")
        #expect(bench.store.records[job.id]?.rescue == .over)
    }

    @Test("that was not sent may be tried again; that was sent is over")
    func ended() throws {
        var bench = Bench()
        let job = try Job.sample()
        try sent(job, isDelivered: false, in: &bench)
        _ = try rescue(job, in: &bench)
        let mine = Bench.arrival(job, token: 2)
        try steps.endRescue(mine, isOver: false, in: &bench.store, at: noon)
        #expect(try rescue(job, token: 3, in: &bench) == .send(attempt: 3, isDetoured: false, not: "acme"))
        try steps.endRescue(mine, isOver: true, in: &bench.store, at: noon)
        #expect(try rescue(job, token: 4, in: &bench) == .wait, "only its holder ends it")
        try steps.endRescue(Bench.arrival(job, token: 3), isOver: true, in: &bench.store, at: noon)
        #expect(try rescue(job, token: 4, in: &bench) == .over)
    }

    @Test("is left alone when a newer one is there, when too little life is left, and when nothing was sent")
    func useless() throws {
        var bench = Bench()
        let job = try Job.sample()
        try sent(job, isDelivered: false, in: &bench)
        #expect(try rescue(job, in: &bench, at: noon + .seconds(571)) == .over)
        _ = try bench.judge(Bench.arrival(try Job.sample(id: "job-newer", issuedAt: noon + .seconds(1))))
        #expect(try rescue(job, in: &bench) == .over)
        let refused = Bench.arrival(try Job.sample(id: "job-refused", purpose: "other"))
        try bench.start(refused)
        _ = try bench.conclude(refused, .refused(provider: "acme"))
        #expect(try rescue(refused.job, in: &bench) == .over)
        #expect(try rescue(try Job.sample(id: "job-unknown"), in: &bench) == .over)
    }

    @Test("that is on the wire holds back a newer one, which does not end it")
    func newer() throws {
        var bench = Bench()
        let job = try Job.sample()
        try sent(job, isDelivered: false, in: &bench)
        let ending = bench.event(Bench.arrival(job))
        _ = try rescue(job, in: &bench)
        let newer = Bench.arrival(try Job.sample(id: "job-newer", issuedAt: noon + .seconds(1)), token: 5)
        _ = try bench.judge(newer)
        #expect(try bench.begin(newer) == .wait)
        #expect(bench.event(Bench.arrival(job)) == ending)
        try steps.endRescue(Bench.arrival(job, token: 2), isOver: true, in: &bench.store, at: noon)
        _ = try bench.judge(newer)
        #expect(try bench.begin(newer) == .send(attempt: 1))
    }
}
