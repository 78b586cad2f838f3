import Jobs
import TestSupport
import Testing

@testable import Admission

@Suite("A probe")
struct ProbeTests {
    private let hash = ShortHash()
    private let rules = AdmissionRules.sample(
        limits: [
            Limit(name: "recipient", key: .recipient, count: 1, window: .seconds(3_600)),
            Limit(name: "account", key: .account, count: 1, window: .seconds(3_600)),
            Limit(name: "region", key: .region, count: 2, window: .seconds(3_600)),
        ], neighbours: NeighbourRule(name: "neighbours", count: 1, window: .seconds(3_600), mode: .enforce),
        unverified: UnverifiedRule(name: "unverified", dayFloor: 1, mode: .enforce))

    private func probe(
        _ channel: Channel = .sms, to address: String = "+31612345678", at moment: Timestamp = noon
    ) throws -> Probe {
        try required(Probe(by: channel, to: address, at: moment, life: .seconds(270), hash: hash))
    }

    private func arrival(_ probe: Probe) throws -> Arrival {
        let job = try JobDecoder.decode(probe.body, kind: .sendCode)
        return Arrival(job, hash: hash, receivedAt: noon, objection: nil)
    }

    @Test(
        "is a job as a backend writes it", arguments: [(Channel.sms, "+31612345678"), (.email, "codes@caren.example")])
    func job(channel: Channel, address: String) throws {
        let probe = try probe(channel, to: address)
        let job = try JobDecoder.decode(probe.body, kind: .sendCode)
        #expect((job.id, job.channel, job.account) == (probe.id, channel, "codebode-probe"))
        #expect((job.issuedAt, job.expiresAt) == (noon, noon + .seconds(270)))
        #expect(job.fallback == false)
        #expect(Probe.isOne(job, hash: hash))
        #expect(LifePolicy.sample.objection(to: job, at: noon) == nil)
    }

    @Test("is the same for all who ask at one moment, and another one at another")
    func same() throws {
        #expect(try probe().body == probe().body)
        let others = try [
            probe(at: noon + .seconds(300)), probe(to: "+31612345679"), probe(.email, to: "codes@caren.example"),
        ]
        #expect(Set(try [probe()].map(\.id) + others.map(\.id)).count == 4)
    }

    @Test("cannot be claimed to be one: not by its account, not by an id that was seen before")
    func forged() throws {
        let seen = try probe().id.text
        let forged = [
            try Job.sample(id: "probe-0000000000", account: Probe.account),
            try Job.sample(id: seen, account: Probe.account, phone: "+31612345679"),
            try Job.sample(id: seen, account: Probe.account, issuedAt: noon + .seconds(300)),
            try Job.sample(id: seen, account: Probe.account, channel: .email),
        ]
        for job in forged { #expect(!Probe.isOne(job, hash: hash)) }
    }

    @Test("is not stopped by limits that are made for people, nor counted by them, but by those that bound the bill")
    func limits() throws {
        let steps = JobSteps(rules: rules)
        var store = MemoryTransaction()
        for minute in 0..<2 {
            let probe = try probe(at: noon + .seconds(Int64(60 * minute)))
            let arrival = try arrival(probe)
            #expect(try steps.receive(arrival, in: &store, at: probe.issuedAt) == .begun(.send(attempt: 1)))
            _ = try steps.conclude(arrival, StepBench.accepted, in: &store, at: probe.issuedAt)
        }
        #expect(Array(store.counted.keys) == ["g:NL"])
        let third = try arrival(try probe(at: noon + .seconds(120)))
        guard case .ended(let event) = try steps.judge(third, in: &store, at: noon + .seconds(120)) else {
            Issue.record("it was admitted")
            return
        }
        #expect(Told(event).ending == "rejected rate_limited")
    }

    @Test("is due at the same moments for all, and over before the next one")
    func schedule() {
        let schedule = ProbeSchedule(every: .seconds(300), longest: .seconds(900))
        #expect(schedule.next(after: noon) == noon + .seconds(300))
        #expect(schedule.next(after: noon + .seconds(1)) == noon + .seconds(300))
        #expect(schedule.next(after: noon - .microseconds(1)) == noon)
        #expect(schedule.life == .seconds(270))
        #expect(ProbeSchedule(every: .seconds(3_600), longest: .seconds(900)).life == .seconds(300))
        #expect(ProbeSchedule(every: .seconds(3_600), longest: .seconds(60)).life == .seconds(60))
    }
}

extension LifePolicy {
    fileprivate static var sample: LifePolicy { AdmissionRules.sample().life }
}
