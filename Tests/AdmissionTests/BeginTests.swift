import Admission
import Jobs
import TestSupport
import Testing

/// Before every attempt: one test for each row of the step table.
struct BeginTests {
    private typealias Bench = StepBench

    @Test("an attempt begins only under a claim of one's own")
    func lost() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        let other = Bench.arrival(try Job.sample(), token: 2)
        #expect(try bench.begin(mine) == .lost)
        _ = try bench.judge(mine)
        #expect(try bench.begin(other) == .lost)
        _ = try bench.begin(mine)
        #expect(try bench.begin(other) == .lost)
        _ = try bench.conclude(mine, .notSent(Bench.setback(.wait)))
        #expect(try bench.begin(mine) == .lost)
        _ = try bench.judge(other)
        #expect(try bench.begin(mine) == .lost)
        _ = try bench.begin(other)
        _ = try bench.conclude(other, Bench.accepted)
        #expect(try bench.begin(other) == .lost)
        #expect(bench.ending(mine) == "sent")
    }

    @Test("a lapsed claim that nobody took is still mine to begin")
    func lapsed() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        _ = try bench.judge(mine)
        #expect(try bench.begin(mine, at: noon + .seconds(31)) == .send(attempt: 1))
        #expect(bench.state(mine) == .sending(.init(token: 1, until: noon + .seconds(61))))
    }

    @Test("a job that has expired, or has too little life left, ends as exhausted and gives its allowance back")
    func exhausted() throws {
        let oneADay = Limit(name: "account", key: .account, count: 1, window: .seconds(86_400))
        for moment in [Duration.seconds(570) + .microseconds(1), .seconds(600), .seconds(3_600)] {
            var bench = Bench(limits: [oneADay])
            let mine = Bench.arrival(try Job.sample())
            _ = try bench.judge(mine)
            _ = try bench.begin(mine, at: noon + moment)
            #expect(bench.ending(mine) == "failed exhausted")
            let next = Bench.arrival(try Job.sample(id: "job-0002", issuedAt: noon + moment))
            #expect(try bench.judge(next, at: noon + moment) == .claimed)
        }
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        _ = try bench.judge(mine)
        #expect(try bench.begin(mine, at: noon + .seconds(570)) == .send(attempt: 1))
    }

    @Test("a job that expires in the delay queue still tells the last gateway and its answer")
    func exhaustedLater() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(.wait, .misconfigured)))
        let copy = Bench.arrival(try Job.sample(), token: 2)
        _ = try bench.judge(copy, at: noon + .seconds(600))
        guard case .ended(let event) = try bench.begin(copy, at: noon + .seconds(600)) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "failed exhausted")
        #expect(Told(event).data?.provider == "demo")
        #expect(Told(event).data?.answer == "misconfigured")
        #expect(Told(event).data?.attempts == 1)
    }

    @Test("a job that was on the wire when a newer one was admitted ends as superseded before its next attempt")
    func superseded() throws {
        var bench = Bench(limits: [Limit(name: "account", key: .account, count: 2, window: .seconds(120))])
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        try bench.start(older)
        #expect(try bench.judge(newer) == .claimed)
        #expect(bench.allowance == noon + .seconds(120))
        #expect(try bench.conclude(older, .notSent(Bench.setback(.tryNow))) == .claimed)
        _ = try bench.begin(older)
        #expect(bench.ending(older) == "rejected superseded")
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("a superseded job that may have been sent ends as unknown and keeps its allowance")
    func supersededInDoubt() throws {
        var bench = Bench(limits: [Limit(name: "account", key: .account, count: 2, window: .seconds(120))])
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        try bench.start(older)
        _ = try bench.judge(newer)
        _ = try bench.conclude(older, .maybeSent(Bench.setback(.tryNow, .unknown)))
        _ = try bench.begin(older)
        #expect(bench.ending(older) == "failed unknown")
        #expect(bench.allowance == noon + .seconds(120))
    }

    @Test("admitting a newer job ends the unsent older ones in the same step")
    func supersedes() throws {
        var bench = Bench()
        let waiting = Bench.arrival(try Job.sample(id: "job-waiting", issuedAt: noon - .seconds(2)))
        let claimed = Bench.arrival(try Job.sample(id: "job-claimed", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        try bench.start(waiting)
        _ = try bench.conclude(waiting, .notSent(Bench.setback(.wait)))
        let doubtful = try bench.record(waiting)
        _ = try bench.judge(claimed)
        #expect(bench.ending(waiting) == "rejected superseded")
        #expect(doubtful.state == .waiting)
        _ = try bench.judge(newer)
        #expect(bench.ending(claimed) == "rejected superseded")
        #expect(try bench.begin(claimed) == .lost)
        guard case .repeated = try bench.judge(claimed) else {
            Issue.record("its holder is not told")
            return
        }
        #expect(try bench.begin(newer) == .send(attempt: 1))
    }

    @Test("a newer job waits for the older one on the wire, and lets go of its claim")
    func waits() throws {
        var bench = Bench()
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        try bench.start(older)
        _ = try bench.judge(newer)
        #expect(try bench.begin(newer, at: noon + .seconds(30) - .microseconds(1)) == .wait)
        #expect(bench.state(newer) == .waiting)
        #expect(try bench.record(newer).attempts == 0)
        #expect(bench.state(older) == .sending(.init(token: 1, until: noon + .seconds(30))))
        _ = try bench.conclude(older, Bench.accepted)
        _ = try bench.judge(newer)
        #expect(try bench.begin(newer) == .send(attempt: 1))
    }

    @Test("a newer job waits for the older one also by a clock that is behind, and for none by one that is far behind")
    func clockBehind() throws {
        for (behind, expected) in [(Duration.microseconds(1), Beginning.wait), (.seconds(31), .send(attempt: 1))] {
            var bench = Bench()
            let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(61)))
            let newer = Bench.arrival(try Job.sample(id: "job-newer", issuedAt: noon - .seconds(60)), token: 2)
            try bench.start(older)
            _ = try bench.judge(newer)
            #expect(try bench.begin(newer, at: noon - behind) == expected)
        }
    }

    @Test("a newer job does not wait for an older one whose lease is over")
    func doesNotWait() throws {
        var bench = Bench()
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        try bench.start(older)
        _ = try bench.judge(newer)
        #expect(try bench.begin(newer, at: noon + .seconds(30)) == .send(attempt: 1))
    }

    @Test("each attempt is counted, and its lease begins anew")
    func attempts() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        _ = try bench.judge(mine)
        for attempt in 1...4 {
            let now = noon + .seconds(Int64(10 * attempt))
            #expect(try bench.begin(mine, at: now) == .send(attempt: attempt))
            #expect(bench.state(mine) == .sending(.init(token: 1, until: now + .seconds(30))))
            #expect(try bench.conclude(mine, .notSent(Bench.setback(.tryNow)), at: now) == .claimed)
        }
        #expect(try bench.record(mine).maybeSent == 0)
    }

    @Test("of two jobs issued at the same moment the one admitted last is the newer")
    func equalOrders() throws {
        var bench = Bench()
        let first = Bench.arrival(try Job.sample(id: "job-first"))
        let second = Bench.arrival(try Job.sample(id: "job-second"), token: 2)
        _ = try bench.judge(first)
        #expect(try bench.judge(second) == .claimed)
        #expect(bench.ending(first) == "rejected superseded")
        #expect(bench.store.subjects[first.subject]?.newest == second.job.id)
        #expect(try bench.begin(second) == .send(attempt: 1))
    }

    @Test("of two jobs issued at the same moment the higher sequence number is the newer")
    func sequences() throws {
        var bench = Bench()
        let second = Bench.arrival(try Job.sample(id: "job-second", content: .loginCode(Secret("2222"), sequence: 2)))
        let first = Bench.arrival(
            try Job.sample(id: "job-first", content: .loginCode(Secret("1111"), sequence: 1)), token: 2)
        _ = try bench.judge(second)
        _ = try bench.judge(first)
        #expect(bench.ending(first) == "rejected superseded")
        #expect(try bench.begin(second) == .send(attempt: 1))
    }
}
