import Admission
import Jobs
import TestSupport
import Testing

/// A copy arrives: one test for each row of the step table.
struct JudgeTests {
    private typealias Bench = StepBench

    @Test("a new job that has expired ends as expired, and its row remembers it")
    func expired() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let copy = Bench.arrival(try Job.sample(life: .seconds(600)))
        guard case .ended(let event) = try bench.judge(copy, at: noon + .seconds(600)) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "rejected expired")
        #expect(bench.state(copy) == .ended(event))
        #expect(bench.store.subjects.isEmpty)
        #expect(bench.store.counted.isEmpty)
    }

    @Test("a new job with a forbidden destination ends as such, and takes no allowance")
    func objection() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let copy = Bench.arrival(try Job.sample(), objection: Rejection(.destinationNotAllowed, "a landline"))
        _ = try bench.judge(copy)
        #expect(bench.ending(copy) == "rejected destination_not_allowed")
        #expect(bench.store.subjects.isEmpty)
        #expect(bench.store.counted.isEmpty)
    }

    @Test("a new job that is older than one already admitted ends as superseded")
    func superseded() throws {
        var bench = Bench()
        let newer = Bench.arrival(try Job.sample(id: "job-newer"))
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .microseconds(1)))
        #expect(try bench.judge(newer) == .claimed)
        guard case .ended(let event) = try bench.judge(older) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "rejected superseded")
        #expect(event.id == "job-older.rejected")
        #expect(bench.store.subjects[older.subject]?.newest == newer.job.id)
        #expect(bench.state(newer) == .claimed(.init(token: 1, until: noon + .seconds(30))))
    }

    @Test("an older job is superseded also after the newer one has ended")
    func supersededByEnded() throws {
        var bench = Bench()
        let newer = Bench.arrival(try Job.sample(id: "job-newer"))
        try bench.start(newer)
        _ = try bench.conclude(newer, Bench.accepted)
        let older = Bench.arrival(try Job.sample(id: "job-older", issuedAt: noon - .seconds(1)))
        _ = try bench.judge(older)
        #expect(bench.ending(older) == "rejected superseded")
    }

    @Test("a job that was dated ahead by a clock that was set back since holds up nobody")
    func datedAhead() throws {
        var bench = Bench()
        let ahead = Bench.arrival(try Job.sample(id: "job-ahead", issuedAt: noon + .seconds(7_200)))
        #expect(try bench.judge(ahead, at: noon + .seconds(7_200)) == .claimed)
        let mine = Bench.arrival(try Job.sample(), token: 2)
        #expect(try bench.judge(mine) == .claimed)
        #expect(bench.store.subjects[mine.subject]?.newest == mine.job.id)
        #expect(bench.ending(ahead) == "rejected superseded")
    }

    @Test("a new job without allowance ends as rate limited, is remembered, and does not raise the register")
    func rateLimited() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let first = Bench.arrival(try Job.sample(id: "job-first"))
        try bench.start(first)
        _ = try bench.conclude(first, Bench.accepted)
        let second = Bench.arrival(try Job.sample(id: "job-second", issuedAt: noon + .seconds(1)))
        guard case .ended(let event) = try bench.judge(second, at: noon + .milliseconds(1_500)) else {
            Issue.record("not ended")
            return
        }
        #expect(Told(event).ending == "rejected rate_limited")
        #expect(Told(event).data?.retryAfter == 59)
        #expect(bench.store.subjects[first.subject]?.newest == first.job.id)
        #expect(bench.allowance == noon + .seconds(60))
        // The refusal stands, also when there would be room again.
        #expect(try bench.judge(second, at: noon + .seconds(61)) == .repeated(event))
    }

    @Test("a new job that nothing speaks against takes its allowance, raises the register and is claimed")
    func admitted() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let copy = Bench.arrival(try Job.sample(), token: 42)
        #expect(try bench.judge(copy) == .claimed)
        let record = try bench.record(copy)
        #expect(record.state == .claimed(.init(token: 42, until: noon + .seconds(30))))
        #expect(record.attempts == 0)
        #expect(record.maybeSent == 0)
        #expect(record.allowances.map(\.key) == [Bench.allowanceKey])
        #expect(record.keepUntil == noon + .seconds(600 + 30 + 86_400))
        #expect(bench.allowance == noon + .seconds(60))
        #expect(bench.store.counted.count == 1)
        let register = try required(bench.store.subjects[copy.subject])
        #expect(register.newest == copy.job.id)
        #expect(register.order == copy.order)
        #expect(register.keepUntil == noon + .seconds(900 + 86_400))
    }

    @Test("the same id with other content is a duplicate, in whatever state the first one is")
    func duplicate() throws {
        var bench = Bench()
        let first = Bench.arrival(try Job.sample())
        let other = Bench.arrival(try Job.sample(content: .loginCode(Secret("999999"), sequence: nil)), token: 2)
        _ = try bench.judge(first)
        #expect(try bench.judge(other) == .duplicate)
        _ = try bench.begin(first)
        #expect(try bench.judge(other, at: noon + .seconds(31)) == .duplicate)
        _ = try bench.conclude(first, .notSent(Bench.setback(.wait)))
        #expect(try bench.judge(other) == .duplicate)
        let before = try bench.record(first)
        #expect(before.state == .waiting)
        #expect(try bench.judge(other, at: noon + .seconds(700)) == .duplicate)
        #expect(try bench.record(first) == before)
        _ = try bench.judge(first)
        _ = try bench.begin(first, at: noon + .seconds(700))
        #expect(try bench.judge(other) == .duplicate)
    }

    @Test("a repeat of an ended job gets the stored outcome, byte for byte")
    func ended() throws {
        var bench = Bench()
        let first = Bench.arrival(try Job.sample())
        try bench.start(first)
        guard case .ended(let event) = try bench.conclude(first, Bench.accepted, at: noon + .seconds(1)) else {
            Issue.record("not ended")
            return
        }
        let again = Bench.arrival(try Job.sample(), token: 2)
        for moment in [Duration.seconds(1), .seconds(599), .seconds(600), .seconds(80_000)] {
            #expect(try bench.judge(again, at: noon + moment) == .repeated(event))
        }
    }

    @Test("a job that another worker holds is left alone, also after its expiry")
    func held() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample(life: .seconds(40)))
        let other = Bench.arrival(try Job.sample(life: .seconds(40)), token: 2)
        _ = try bench.judge(mine, at: noon)
        #expect(try bench.judge(other, at: noon + .seconds(29)) == .held(for: .seconds(1)))
        _ = try bench.begin(mine, at: noon + .seconds(10))
        #expect(try bench.judge(other, at: noon + .seconds(40) - .microseconds(1)) == .held(for: .microseconds(1)))
        #expect(try bench.judge(other, at: noon + .seconds(39)) == .held(for: .seconds(1)))
        #expect(bench.state(mine) == .sending(.init(token: 1, until: noon + .seconds(40))))
    }

    @Test("a permission of mine whose answer was lost is given again, as the same attempt")
    func allowedMyself() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        for second in [Int64(1), 29, 31] {
            #expect(try bench.judge(mine, at: noon + .seconds(second)) == .claimed)
            #expect(try bench.begin(mine, at: noon + .seconds(second)) == .send(attempt: 1))
        }
        #expect(bench.state(mine) == .sending(.init(token: 1, until: noon + .seconds(61))))
        #expect(try bench.record(mine).maybeSent == 0)
    }

    @Test("a claim of mine whose answer was lost is claimed again")
    func claimedByMyself() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        let mine = Bench.arrival(try Job.sample())
        #expect(try bench.judge(mine) == .claimed)
        #expect(try bench.judge(mine, at: noon + .seconds(1)) == .claimed)
        #expect(bench.state(mine) == .claimed(.init(token: 1, until: noon + .seconds(31))))
        #expect(bench.allowance == noon + .seconds(60))
    }

    @Test("a waiting job is claimed under the new copy's token, also after its expiry")
    func waiting() throws {
        var bench = Bench()
        let first = Bench.arrival(try Job.sample())
        try bench.start(first)
        #expect(try bench.conclude(first, .notSent(Bench.setback(.wait))) == .released)
        let copy = Bench.arrival(try Job.sample(), token: 2)
        #expect(try bench.judge(copy, at: noon + .seconds(601)) == .claimed)
        #expect(bench.state(copy) == .claimed(.init(token: 2, until: noon + .seconds(631))))
        #expect(try bench.record(copy).maybeSent == 0)
    }

    @Test("a claim whose lease is over goes to the next copy, at that very microsecond")
    func claimLapsed() throws {
        var bench = Bench()
        let first = Bench.arrival(try Job.sample())
        let copy = Bench.arrival(try Job.sample(), token: 2)
        _ = try bench.judge(first)
        #expect(try bench.judge(copy, at: noon + .seconds(30) - .microseconds(1)) == .held(for: .microseconds(1)))
        #expect(try bench.judge(copy, at: noon + .seconds(30)) == .claimed)
        #expect(try bench.record(copy).maybeSent == 0)
        #expect(try bench.begin(first, at: noon + .seconds(30)) == .lost)
    }

    @Test("what was claimed a moment ago is held also by a clock that is a little behind")
    func clockBehind() throws {
        var bench = Bench()
        try bench.start(Bench.arrival(try Job.sample()))
        let copy = Bench.arrival(try Job.sample(), token: 2)
        #expect(try bench.judge(copy, at: noon - .seconds(1)) == .held(for: .seconds(31)))
        #expect(try bench.judge(copy, at: noon - .seconds(31)) == .claimed)
    }

    @Test("an attempt whose lease is over may have been sent: resend claims the job and counts it")
    func sendingLapsedResend() throws {
        var bench = Bench(limits: [Bench.oneAMinute])
        try bench.start(Bench.arrival(try Job.sample()))
        let copy = Bench.arrival(try Job.sample(), token: 2)
        #expect(try bench.judge(copy, at: noon + .seconds(30)) == .claimed)
        let record = try bench.record(copy)
        #expect(record.state == .claimed(.init(token: 2, until: noon + .seconds(60))))
        #expect(record.maybeSent == 1)
        #expect(record.attempts == 1)
    }

    @Test("an attempt whose lease is over may have been sent: drop ends the job as unknown and keeps the allowance")
    func sendingLapsedDrop() throws {
        var bench = Bench(limits: [Bench.oneAMinute], onUnknown: .drop)
        try bench.start(Bench.arrival(try Job.sample()))
        let copy = Bench.arrival(try Job.sample(), token: 2)
        _ = try bench.judge(copy, at: noon + .seconds(30))
        #expect(bench.ending(copy) == "failed unknown")
        #expect(bench.allowance == noon + .seconds(60))
    }
}
