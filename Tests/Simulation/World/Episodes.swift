import TestSupport

/// Troubles that last: planned before the run begins, over when it is calm or soon after.
struct Episodes {
    let stage: Stage
    let fleet: Fleet
    let broker: Broker
    let store: SimulatedStore

    func plan() {
        plan(.brokerDown, 0, seconds: 1...60) { broker.goDown(for: $0) }
        plan(.brokerAlarm, 0, seconds: 1...40) { span in
            guard !broker.isAlarmed else { return }
            stage.note("the broker takes nothing", code: span, "for \(span / 1_000) ms")
            broker.isAlarmed = true
            stage.scheduler.after(span) { broker.isAlarmed = false }
        }
        plan(.storeDown, 0, seconds: 1...50) { span in
            guard !store.isDown else { return }
            stage.note("the store is away", code: span, "for \(span / 1_000) ms")
            store.isDown = true
            stage.scheduler.after(span) { store.isDown = false }
        }
        for (number, gateway) in fleet.gateways.enumerated() {
            plan(.gatewayDown, number, seconds: 1...60) { gateway.suffer(.gatewayDown, for: $0) }
            plan(.gatewaySlow, number, seconds: 5...60) { gateway.suffer(.gatewaySlow, for: $0) }
            plan(.gatewayBusy, number, seconds: 1...40) { gateway.suffer(.gatewayBusy, for: $0) }
        }
        for worker in 0..<stage.scenario.workers {
            plan(.drain, worker, seconds: 0...10) { span in
                guard let life = fleet.now(of: worker) else { return }
                life.drain()
                if stage.fate.strikes(.secondSignal, worker) { stage.scheduler.after(span) { life.cancel() } }
            }
        }
        for clock in 0...stage.scenario.workers {
            plan(.clockJump, clock, seconds: 5...60) { jump(clock, for: $0) }
        }
    }

    /// - Parameter clock: of the worker with that number, or the store's.
    private func jump(_ clock: Int, for span: Int64) {
        let sign: Int64 = span % 2 == 0 ? 1 : -1
        let size = sign * 1_000_000 * [70, 700, 3_600][Int(span / 2 % 3)]
        stage.ledger.hasAnyClockJumped = true
        set(clock, by: size)
        stage.scheduler.after(span) { set(clock, by: -size) }
    }

    private func set(_ clock: Int, by size: Int64) {
        guard clock == stage.scenario.workers else { return fleet.jump(clock, by: size) }
        stage.ledger.hasStoreJumped = true
        stage.note("the store's clock is set", code: size, "by \(size / 1_000_000) s")
        stage.storeSkew += size
    }

    /// As many as the weather has, each at a moment and of a length of its own.
    private func plan(
        _ site: Fault.Site, _ subject: Int, seconds: ClosedRange<Int64>, _ begin: @escaping (Int64) -> Void
    ) {
        for _ in 0..<Self.most where stage.fate.strikes(site, subject) {
            let at = stage.fate.number(.episode, subject, in: 2_000_000...Scenario.calmFrom)
            let span = stage.fate.number(
                .episode, subject, in: seconds.lowerBound * 1_000_000...seconds.upperBound * 1_000_000)
            stage.scheduler.after(at) { begin(span) }
        }
    }

    /// Of one kind, to one subject.
    private static let most = 12
}
