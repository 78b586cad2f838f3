import Admission
import Jobs
import TestSupport
import Testing

/// What came of an attempt: one test for each row of the step table.
struct ConcludeTests {
    private typealias Bench = StepBench

    @Test("a result counts only for an attempt of one's own, whatever came")
    func lost() throws {
        let setback = Bench.setback(.wait)
        let results = [Bench.accepted, .refused(provider: "demo"), .notSent(setback), .maybeSent(setback)]
        for result in results {
            var bench = Bench()
            let mine = Bench.arrival(try Job.sample())
            let other = Bench.arrival(try Job.sample(), token: 2)
            _ = try bench.judge(mine)
            #expect(try bench.conclude(mine, result) == .lost)
            _ = try bench.begin(mine)
            #expect(try bench.conclude(other, result) == .lost)
            // Slept past the lease: another took the job over.
            _ = try bench.judge(other, at: noon + .seconds(30))
            _ = try bench.begin(other, at: noon + .seconds(30))
            let before = try bench.record(mine)
            #expect(try bench.conclude(mine, result, at: noon + .seconds(31)) == .lost)
            #expect(try bench.record(mine) == before)
        }
    }

    @Test("an attempt that was not made is not counted, and hides no answer of one that was")
    func untried() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(.tryNow, .misconfigured)))
        _ = try bench.begin(mine)
        let none = Setback(provider: "none", answer: .notSent, next: .wait)
        #expect(try bench.conclude(mine, .untried(none)) == .released)
        #expect(try bench.record(mine).attempts == 1)
        #expect(try bench.record(mine).provider == "demo")
        #expect(try bench.record(mine).answer == .misconfigured)
    }

    @Test("a name that no mail may show is told with the ending")
    func leftOut() throws {
        for (name, isTold) in [("Jan Jansen", false), ("evil.example", true)] {
            var bench = Bench()
            let mine = Bench.arrival(try Job.sample(name: name))
            try bench.start(mine)
            guard case .ended(let event) = try bench.conclude(mine, Bench.accepted) else {
                Issue.record("it has not ended")
                return
            }
            #expect(String(decoding: event.body, as: UTF8.self).contains("left_out") == isTold)
        }
    }

    @Test("an accepted attempt ends the job as sent and keeps its allowance")
    func accepted() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        guard case .ended(let event) = try bench.conclude(mine, Bench.accepted, at: noon + .seconds(2)) else {
            Issue.record("not ended")
            return
        }
        #expect(bench.state(mine) == .ended(event))
        #expect(Told(event).ending == "sent")
        #expect(Told(event).data?.attempts == 1)
        #expect(Told(event).data?.possibleDuplicate == false)
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("a result after the lease counts as long as nobody took the job over")
    func late() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, Bench.accepted, at: noon + .seconds(300))
        #expect(bench.ending(mine) == "sent")
    }

    @Test("a job sent after an attempt in doubt says that it may have come twice")
    func possibleDuplicate() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, .maybeSent(Bench.setback(.tryNow, .unknown)))
        _ = try bench.begin(mine)
        guard case .ended(let event) = try bench.conclude(mine, Bench.accepted) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).data?.possibleDuplicate == true)
        #expect(Told(event).data?.attempts == 2)
    }

    @Test("a refusal for good ends the job and gives its allowance back, once")
    func refused() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        guard case .ended(let event) = try bench.conclude(mine, .refused(provider: "demo")) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "failed refused")
        #expect(Told(event).data?.provider == "demo")
        #expect(Told(event).data?.answer == "refused")
        #expect(bench.allowance == noon)
        #expect(try bench.record(mine).allowances.isEmpty)
        _ = try bench.judge(mine)
        _ = try bench.begin(mine)
        _ = try bench.conclude(mine, .refused(provider: "demo"))
        #expect(bench.allowance == noon)
    }

    @Test("a refusal after an attempt in doubt ends as unknown and keeps the allowance")
    func refusedInDoubt() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, .maybeSent(Bench.setback(.tryNow, .unknown)))
        _ = try bench.begin(mine)
        guard case .ended(let event) = try bench.conclude(mine, .refused(provider: "demo")) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "failed unknown")
        #expect(Told(event).data?.answer == "refused")
        #expect(Told(event).data?.possibleDuplicate == false)
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("what was certainly not sent stays claimed for the next gateway, or is released to wait")
    func notSent() throws {
        for (next, conclusion) in [(Setback.Next.tryNow, Conclusion.claimed), (.wait, .released)] {
            var bench = Bench(limits: [Bench.oneAMinute])
            let mine = Bench.arrival(try Job.sample())
            try bench.start(mine)
            #expect(try bench.conclude(mine, .notSent(Bench.setback(next)), at: noon + .seconds(5)) == conclusion)
            let claimed = JobRecord.State.claimed(.init(token: 1, until: noon + .seconds(35)))
            #expect(bench.state(mine) == (next == .tryNow ? claimed : .waiting))
            #expect(try bench.record(mine).maybeSent == 0)
            #expect(bench.allowance == noon + .seconds(60))
        }
    }

    @Test("what may have been sent is counted, and tried again where the policy is resend")
    func maybeSentResend() throws {
        for (next, conclusion) in [(Setback.Next.tryNow, Conclusion.claimed), (.wait, .released)] {
            var bench = Bench()
            let mine = Bench.arrival(try Job.sample())
            try bench.start(mine)
            #expect(try bench.conclude(mine, .maybeSent(Bench.setback(next, .unknown))) == conclusion)
            #expect(try bench.record(mine).maybeSent == 1)
        }
    }

    @Test("what may have been sent ends the job as unknown where the policy is drop")
    func maybeSentDrop() throws {
        var bench = Bench(limits: [Bench.oneAMinute], onUnknown: .drop)
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        guard case .ended(let event) = try bench.conclude(mine, .maybeSent(Bench.setback(.tryNow, .unknown))) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "failed unknown")
        #expect(Told(event).data?.provider == "demo")
        #expect(Told(event).data?.answer == "unknown")
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("a gateway that never answers is not written to without end")
    func resendsAreBounded() throws {
        var bench = Bench()
        let link = try required(ConfirmationLink("https://care.example.org/"))
        let content = JobContent.confirmPhoneLink(link, newPhone: try PhoneNumber("0687654321"))
        let mine = Bench.arrival(try Job.sample(life: .seconds(86_400), channel: .email, content: content))
        _ = try bench.judge(mine)
        var (sends, now) = (0, noon)
        while case .send = try bench.begin(mine, at: now), sends < 100 {
            sends += 1
            now = now + .seconds(70)
            _ = try bench.conclude(mine, .maybeSent(Bench.setback(.wait, .unknown)), at: now)
            _ = try bench.judge(mine, at: now)
        }
        #expect(sends == 3)
        #expect(bench.ending(mine) == "failed unknown")
    }

    @Test("workers that die in every attempt do not write without end either")
    func takeOversAreBounded() throws {
        var bench = Bench()
        var (sends, now) = (0, noon)
        let job = try Job.sample()
        while try bench.judge(Bench.arrival(job, token: UInt64(sends + 1)), at: now) == .claimed, sends < 100 {
            _ = try bench.begin(Bench.arrival(job, token: UInt64(sends + 1)), at: now)
            sends += 1
            now = now + .seconds(30)
        }
        #expect(sends == 3)
        #expect(bench.ending(Bench.arrival(job)) == "failed unknown")
    }

    @Test("with too little life left a setback ends the job, and tells the answer")
    func exhausted() throws {
        for (result, ending) in [
            (AttemptResult.notSent(Bench.setback(.tryNow)), "failed exhausted"),
            (.maybeSent(Bench.setback(.wait)), "failed unknown"),
        ] {
            var bench = Bench()
            let mine = Bench.arrival(try Job.sample())
            try bench.start(mine, at: noon + .seconds(570))
            guard case .ended(let event) = try bench.conclude(mine, result, at: noon + .seconds(571)) else {
                Issue.record("not ended")
                return
            }
            #expect(Told(event).ending == ending)
            #expect(Told(event).data?.provider == "demo")
            #expect(Told(event).data?.answer == "retry")
        }
    }
}
