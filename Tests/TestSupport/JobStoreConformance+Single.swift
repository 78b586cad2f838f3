import Admission
import Jobs

extension JobStoreConformance {
    /// What one worker sees of a store.
    static let single = [
        Duty(description: "a job is claimed, begun and concluded, and its ending is told again byte for byte") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            let mine = copy(try .sample())
            try expectEqual(try await store.judge(mine), .claimed)
            try expectEqual(try await store.begin(mine), .send(attempt: 1))
            clock.advance(by: .milliseconds(1_234))
            let event = try ending(try await store.conclude(mine, accepted))
            try expectEqual(Told(event).ending, "sent")
            for wait in [Duration.seconds(1), .seconds(3_600)] {
                clock.advance(by: wait)
                try expectEqual(try await store.judge(copy(try .sample())), .repeated(event))
            }
            try expectEqual(try await store.begin(mine), .lost)
            try expectEqual(try await store.conclude(mine, accepted), .lost)
        },
        Duty(description: "to receive a job is to judge it, and to begin it if that claims it") { make in
            let store = try await make(.sample(), TestClock())
            let (mine, other) = (copy(try .sample()), copy(try .sample()))
            try expectEqual(try await store.receive(mine), .begun(.send(attempt: 1)))
            try expectEqual(try await store.receive(other), .held(for: .seconds(30)))
            try expectEqual(
                try await store.receive(copy(try .sample(content: .loginCode(Secret("999999"), sequence: nil)))),
                .duplicate)
            let event = try ending(try await store.conclude(mine, accepted))
            try expectEqual(try await store.receive(other), .repeated(event))
        },
        Duty(description: "setbacks are counted and remembered until the job ends") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            let first = copy(try .sample())
            _ = try await store.judge(first)
            _ = try await store.begin(first)
            try expectEqual(try await store.conclude(first, .notSent(setback(.tryNow))), .claimed)
            try expectEqual(try await store.begin(first), .send(attempt: 2))
            try expectEqual(try await store.conclude(first, .maybeSent(setback(.wait))), .released)
            let second = copy(try .sample())
            try expectEqual(try await store.begin(second), .lost)
            try expectEqual(try await store.judge(second), .claimed)
            clock.advance(by: .seconds(600))
            guard case .ended(let event) = try await store.begin(second) else {
                throw Violation(description: "an attempt begins after the expiry")
            }
            try expectEqual(Told(event).ending, "failed unknown")
            try expectEqual(Told(event).data?.attempts, 2)
            try expectEqual(Told(event).data?.provider, "demo")
            try expectEqual(Told(event).data?.answer, "retry")
        },
        Duty(description: "a lease runs by the store's clock, and its end hands the job on") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            let (first, second) = (copy(try .sample()), copy(try .sample()))
            _ = try await store.judge(first)
            clock.advance(by: .seconds(29))
            try expectEqual(try await store.judge(second), .held(for: .seconds(1)))
            clock.advance(by: .seconds(1))
            try expectEqual(try await store.judge(second), .claimed)
            try expectEqual(try await store.begin(first), .lost)
            try expectEqual(try await store.begin(second), .send(attempt: 1))
            clock.advance(by: .seconds(30))
            try expectEqual(try await store.judge(first), .claimed)
            try expectEqual(try await store.conclude(second, accepted), .lost)
            try expectEqual(try await store.begin(first), .send(attempt: 2))
            let event = try ending(try await store.conclude(first, accepted))
            try expectEqual(Told(event).data?.possibleDuplicate, true)
        },
        Duty(description: "an id used for another request is a duplicate") { make in
            let store = try await make(.sample(), TestClock())
            _ = try await store.judge(copy(try .sample()))
            let other = try Job.sample(content: .loginCode(Secret("999999"), sequence: nil))
            try expectEqual(try await store.judge(copy(other)), .duplicate)
        },
        Duty(description: "a newer job beats an older one, in whichever order they come") { make in
            let store = try await make(.sample(), TestClock())
            let older = copy(try .sample(id: "job-older", issuedAt: noon - .seconds(1)))
            let newer = copy(try .sample(id: "job-newer"))
            let oldest = copy(try .sample(id: "job-oldest", issuedAt: noon - .seconds(2)))
            try expectEqual(try await store.judge(older), .claimed)
            try expectEqual(try await store.judge(newer), .claimed)
            try expectEqual(Told(try ending(try await store.judge(older))).ending, "rejected superseded")
            try expectEqual(Told(try ending(try await store.judge(oldest))).ending, "rejected superseded")
            try expectEqual(try await store.begin(newer), .send(attempt: 1))
        },
        Duty(description: "a newer job waits for the older one on the wire") { make in
            let store = try await make(.sample(), TestClock())
            let older = copy(try .sample(id: "job-older", issuedAt: noon - .seconds(1)))
            let newer = copy(try .sample(id: "job-newer"))
            _ = try await store.judge(older)
            _ = try await store.begin(older)
            try expectEqual(try await store.judge(newer), .claimed)
            try expectEqual(try await store.begin(newer), .wait)
            _ = try await store.conclude(older, accepted)
            try expectEqual(try await store.judge(newer), .claimed)
            try expectEqual(try await store.begin(newer), .send(attempt: 1))
        },
        Duty(description: "an allowance is used up, given back once, and comes back with time") { make in
            let clock = TestClock()
            let limit = Limit(name: "account", key: .account, count: 1, window: .seconds(60))
            let store = try await make(.sample(limits: [limit]), clock)
            func job(_ number: Int) throws -> Arrival {
                copy(try .sample(id: "job-000\(number)", purpose: "p\(number)", life: .seconds(800)))
            }
            let first = try job(1)
            _ = try await store.judge(first)
            let refused = try ending(try await store.judge(try job(2)))
            try expectEqual(Told(refused).ending, "rejected rate_limited")
            try expectEqual(Told(refused).data?.retryAfter, 60)
            _ = try await store.begin(first)
            _ = try await store.conclude(first, .refused(provider: "demo"))
            try expectEqual(try await store.judge(try job(3)), .claimed)
            try expectEqual(Told(try ending(try await store.judge(try job(4)))).ending, "rejected rate_limited")
            clock.advance(by: .seconds(60))
            try expectEqual(try await store.judge(try job(5)), .claimed)
            try expectEqual(try await store.judge(try job(2)), .repeated(refused))
        },
        Duty(description: "a job that came dead gets the same answer again") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            let job = try Job.sample(issuedAt: noon - .seconds(9 * 86_400))
            let event = try ending(try await store.judge(copy(job)))
            try expectEqual(Told(event).ending, "rejected expired")
            for _ in 0..<3 {
                clock.advance(by: .seconds(20))
                try expectEqual(try await store.judge(copy(job)), .repeated(event))
            }
        },
    ]
}
