import Admission
import Jobs
import TestSupport
import Testing

/// A store that lost acknowledged writes: what was lost is told, and nothing is silently sent again.
struct ForgottenTests {
    private typealias Bench = StepBench

    @Test("an accepted attempt ends as sent although the store lost its job, and a repeat hears so")
    func accepted() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        bench.store.forget(mine.job.id)
        guard case .ended(let event) = try bench.conclude(mine, Bench.accepted) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "sent")
        #expect(bench.store.findings == [.forgotten(mine.job.id)])
        #expect(try bench.judge(Bench.arrival(try Job.sample(), token: 2)) == .repeated(event))
    }

    @Test("an attempt that sent nothing goes on although the store lost its job")
    func notSent() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        bench.store.forget(mine.job.id)
        #expect(try bench.conclude(mine, .notSent(Bench.setback(.tryNow))) == .claimed)
        #expect(try bench.begin(mine) == .send(attempt: 2))
        #expect(bench.store.findings == [.forgotten(mine.job.id)])
    }

    @Test("the doubt of an earlier attempt is not forgotten with the row", arguments: [true, false])
    func doubt(isRemembered: Bool) throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample(), isRemembered: isRemembered)
        try bench.start(Bench.arrival(try Job.sample()))
        bench.store.forget(mine.job.id)
        _ = try bench.conclude(mine, Bench.accepted)
        #expect(Told(try required(bench.event(mine))).data?.possibleDuplicate == isRemembered)
    }

    @Test("a newer job stays the newest when an older one is restored")
    func restoredOlder() throws {
        var bench = Bench()
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        try bench.start(older)
        bench.store.forget(older.job.id)
        let newer = Bench.arrival(try Job.sample(id: "job-newer"), token: 2)
        #expect(try bench.judge(newer) == .claimed)
        #expect(try bench.conclude(older, .notSent(Bench.setback(.tryNow))) == .claimed)
        _ = try bench.begin(older)
        #expect(bench.ending(older) == "rejected superseded")
        #expect(try bench.begin(newer) == .send(attempt: 1))
    }

    @Test("a claim that is gone before anything left begins anew, and is told")
    func claim() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        _ = try bench.judge(mine)
        bench.store.forget(mine.job.id)
        #expect(try bench.begin(mine) == .lost)
        #expect(bench.store.findings == [.forgotten(mine.job.id)])
        #expect(try bench.judge(mine) == .claimed)
    }

    @Test("a copy that was put aside as known, and is known no more, may have been sent")
    func putAside() throws {
        for (policy, ending) in [(AdmissionRules.OnUnknown.resend, "sent"), (.drop, "failed unknown")] {
            var bench = Bench(onUnknown: policy)
            let mine = Bench.arrival(try Job.sample(), isRemembered: true)
            if try bench.judge(mine) == .claimed {
                #expect(try bench.begin(mine) == .send(attempt: 1))
                _ = try bench.conclude(mine, Bench.accepted)
                #expect(Told(try required(bench.event(mine))).data?.possibleDuplicate == true)
            }
            #expect(bench.ending(mine) == ending)
            #expect(bench.store.findings == [.forgotten(mine.job.id)])
        }
    }

    @Test("a copy that was known is not refused for the room that it has taken itself")
    func ownRoom() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        _ = try bench.conclude(mine, .notSent(Bench.setback(.wait)))
        bench.store.forget(mine.job.id)
        #expect(try bench.judge(Bench.arrival(try Job.sample(), isRemembered: true)) == .claimed)
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("no ending of a copy that was known says that nothing was sent")
    func noDenial() throws {
        let expired = Bench.arrival(try Job.sample(issuedAt: noon - .seconds(700)), isRemembered: true)
        let forbidden = Bench.arrival(
            try Job.sample(), objection: Rejection(.destinationNotAllowed, "not there"), isRemembered: true)
        for job in [expired, forbidden] {
            var bench = Bench()
            _ = try bench.judge(job)
            #expect(bench.ending(job) == "failed unknown")
        }
    }
}
