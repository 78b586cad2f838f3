import Admission
import Jobs

extension JobStoreConformance {
    /// What a store has to count, and to tell and forget when asked.
    static let counting = [
        Duty(description: "what is counted can be read, and begins anew when it is reset") { make in
            let store = try await make(.sample(limits: [perAccount]), TestClock())
            let mine = copy(try .sample())
            let keys = [mine.keys.account, "a:nobody"]
            try expectEqual(try await store.counters(keys), [[:], [:]])
            _ = try await store.judge(mine)
            try expectEqual(
                try await store.counters(keys), [["account": (noon + .seconds(60)).microseconds], [:]])
            let late1 = try other(1)
            try expectEqual(try await store.judge(late1).name, "rejected rate_limited")
            try await store.reset(keys)
            try expectEqual(try await store.counters(keys), [[:], [:]])
            let again2 = try other(2)
            try expectEqual(try await store.judge(again2), .claimed)
        },
        Duty(description: "a limit that is full stays so when the clock goes a little back, not when it goes far back")
        {
            make in
            let clock = TestClock()
            let store = try await make(.sample(limits: [perAccount]), clock)
            _ = try await store.judge(try other(1))
            clock.advance(by: .seconds(-20))
            try expectEqual(try await store.judge(try other(2)).name, "rejected rate_limited")
            clock.advance(by: .seconds(-7_200))
            let early = copy(try .sample(id: "job-early", purpose: "early", issuedAt: clock.now))
            try expectEqual(try await store.judge(early), .claimed)
            let second = copy(try .sample(id: "job-second", purpose: "second", issuedAt: clock.now))
            try expectEqual(try await store.judge(second).name, "rejected rate_limited")
        },
        Duty(description: "a gateway's segments are given out one behind the other, and no further ahead than allowed")
        { make in
            let store = try await make(.sample(), TestClock())
            let throttle = Throttle(name: "acme", segmentsPerSecond: 20)
            let waits = try await withThrowingTaskGroup(of: Duration?.self) { group in
                for _ in 0..<30 { group.addTask { try await store.reserve(1, of: throttle) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let given = waits.compactMap(\.self).sorted()
            try expectEqual(given, (0...20).map { .milliseconds(50 * $0) })
        },
        Duty(description: "a job that goes by its other channel is counted there, and known to every worker") { make in
            let perRecipient = Limit(name: "recipient", key: .recipient, count: 1, window: .seconds(60))
            let store = try await make(.sample(limits: [perRecipient]), TestClock())
            let mine = copy(try .sample())
            _ = try await store.receive(mine)
            let detour = Detour(of: mine.job, to: .email, hash: ShortHash())
            let refused = Setback(provider: "demo", answer: .refused, next: .detour(detour))
            try expectEqual(try await store.conclude(mine, .notSent(refused)), .claimed)
            try expectEqual(try await store.begin(mine), .send(attempt: 2, isDetoured: true))
            let mail = copy(try .sample(id: "job-mail", purpose: "other", channel: .email))
            try expectEqual(try await store.judge(mail).name, "rejected rate_limited")
        },
        Duty(description: "a receipt finds its message by any of its names, and the first word counts") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            let mine = copy(try .sample())
            let tags = [MessageTag(gateway: "acme", text: "m-1"), MessageTag(gateway: "acme", text: "reference")]
            _ = try await store.receive(mine)
            try expectEqual(
                try await store.hear([MessageTag(gateway: "acme", text: "job-0001")], isDelivered: true), .early)
            let acceptance = Acceptance(
                channel: .sms, provider: "acme", providerMessageID: "m-1", segments: 1, tags: tags)
            _ = try await store.conclude(mine, .accepted(acceptance))
            let first = try await store.hear([tags[1]], isDelivered: false)
            clock.advance(by: .seconds(5))
            try expectEqual(try await store.hear([tags[0]], isDelivered: false), first)
            try expectEqual(try await store.hear([tags[0]], isDelivered: true), .settled)
            try expectEqual(try await store.hear([MessageTag(gateway: "b", text: "m-1")], isDelivered: true), .unknown)
        },
        Duty(
            description: "a message that did not arrive goes out once more, by one worker, and a newer one waits for it"
        ) { make in
            let store = try await make(.sample(), TestClock())
            let tag = MessageTag(gateway: "acme", text: "m-1")
            let older = copy(try .sample(id: "job-older", issuedAt: noon - .seconds(1)), token: 1)
            let watch = copy(older.job, token: 2)
            _ = try await store.receive(older)
            let acceptance = Acceptance(
                channel: .sms, provider: "acme", providerMessageID: "m-1", segments: 1, tags: [tag])
            _ = try await store.conclude(older, .accepted(acceptance))
            try expectEqual(try await store.rescue(watch, by: nil), .wait)
            _ = try await store.hear([tag], isDelivered: false)
            let send = Rescuing.send(attempt: 2, isDetoured: false, not: "acme")
            try expectEqual(try await store.rescue(watch, by: nil), send)
            try expectEqual(try await store.rescue(copy(older.job, token: 3), by: nil), .wait)
            let newer = copy(try .sample(id: "job-newer"))
            try expectEqual(try await store.receive(newer), .begun(.wait))
            try await store.endRescue(watch, isOver: true)
            try expectEqual(try await store.receive(newer), .begun(.send(attempt: 1)))
            try expectEqual(try await store.rescue(copy(older.job, token: 4), by: nil), .over)
        },
        Duty(description: "a job is known until it is forgotten, with its ending") { make in
            let store = try await make(.sample(), TestClock())
            let mine = copy(try .sample())
            try expectEqual(try await store.record(mine.job.id), nil)
            _ = try await store.receive(mine)
            try expectEqual(try await store.record(mine.job.id)?.attempts, 1)
            let event = try ending(try await store.conclude(mine, accepted))
            try expectEqual(try await store.record(mine.job.id)?.state, .ended(event))
        },
        Duty(description: "a newer job that replaces an unsent one takes over its allowance") { make in
            let store = try await make(.sample(limits: [perAccount]), TestClock())
            let older = copy(try .sample(id: "job-older", issuedAt: noon - .seconds(1)))
            try expectEqual(try await store.judge(older), .claimed)
            try expectEqual(try await store.judge(copy(try .sample(id: "job-newer"))), .claimed)
            try expectEqual(
                try await store.counters([older.keys.account]), [["account": (noon + .seconds(60)).microseconds]])
            try expectEqual(try await store.judge(older).name, "rejected superseded")
        },
        Duty(description: "a code is counted as used once, and only if it was sent") { make in
            let rules = AdmissionRules.sample(
                unverified: UnverifiedRule(name: "unverified", dayFloor: 1, mode: .enforce))
            let store = try await make(rules, TestClock())
            let first = copy(try .sample())
            _ = try await store.receive(first)
            _ = try await store.conclude(first, accepted)
            let late1 = try other(1)
            try expectEqual(try await store.judge(late1).name, "rejected rate_limited")
            try expectEqual(try await store.verify(first.job.id), true)
            try expectEqual(try await store.verify(first.job.id), false)
            let unknown = try other(1).job.id
            try expectEqual(try await store.verify(unknown), false)
            let second = try other(2)
            try expectEqual(try await store.receive(second), .begun(.send(attempt: 1)))
            _ = try await store.conclude(second, .refused(provider: "demo"))
            try expectEqual(try await store.verify(second.job.id), false)
            let again3 = try other(3)
            try expectEqual(try await store.judge(again3), .claimed)
        },
        Duty(description: "a suspect is tried three times by whichever worker, until one of its tries has ended") {
            make in
            let store = try await make(.sample(), TestClock())
            let suspect = Suspect([1, 2, 3], envelope: "send_code", hash: ShortHash())
            for _ in 0..<3 { try expectEqual(try await store.tryOnce(suspect), true) }
            try expectEqual(try await store.tryOnce(suspect), false)
            let other = Suspect([1, 2, 4], envelope: "send_code", hash: ShortHash())
            try expectEqual(try await store.tryOnce(other), true)
            try await store.acquit(suspect)
            try await store.acquit(suspect)
            try expectEqual(try await store.tryOnce(suspect), true)
        },
        Duty(description: "numbers of one block are told apart, and leave it after the window") { make in
            let rule = NeighbourRule(name: "neighbours", count: 2, window: .seconds(100), mode: .enforce)
            let clock = TestClock()
            let store = try await make(.sample(neighbours: rule), clock)
            func answer(_ number: Int, _ phone: String) async throws -> String {
                let job = try Job.sample(
                    id: "job-\(20_000 + number)", account: "patient-\(number)", life: .seconds(800), phone: phone)
                let answer = try await store.judge(copy(job))
                return answer.name
            }
            try expectEqual(try await answer(1, "+31612345601"), "claimed")
            clock.advance(by: .seconds(10))
            try expectEqual(try await answer(2, "+31612345602"), "claimed")
            try expectEqual(try await answer(3, "+31612345603"), "rejected rate_limited")
            try expectEqual(try await answer(4, "+31612345602"), "claimed")
            try expectEqual(try await answer(5, "+31612345703"), "claimed")
            clock.advance(by: .seconds(90))
            try expectEqual(try await answer(6, "+31612345603"), "claimed")
        },
    ]

    private static let perAccount = Limit(name: "account", key: .account, count: 1, window: .seconds(60))

    /// Another job of the same account, that replaces none.
    private static func other(_ number: Int) throws -> Arrival {
        copy(try .sample(id: "job-\(10_000 + number)", purpose: "p\(number)"))
    }
}

extension Judgement {
    /// `claimed`, or what the job ended as.
    fileprivate var name: String {
        switch self {
        case .claimed: "claimed"
        case .ended(let event), .repeated(let event): Told(event).ending
        case .duplicate: "duplicate"
        case .held: "held"
        }
    }
}
