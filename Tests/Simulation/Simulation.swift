import Admission
import Jobs
import TestSupport

/// One run: real workers between a simulated broker, store and gateways, on one thread and in virtual time.
package struct Simulation {
    private let stage: Stage
    private let `case`: Case
    private let store: SimulatedStore
    private let broker: Broker
    private let fleet: Fleet

    /// - Parameter isTraced: whether the verdict tells the whole story.
    package static func run(
        _ case: Case, isTraced: Bool = false, mistakes: Mistakes = Mistakes()
    ) throws -> Verdict {
        try Simulation(`case`, isTraced: isTraced, mistakes).run()
    }

    private init(_ case: Case, isTraced: Bool, _ mistakes: Mistakes) throws {
        self.case = `case`
        stage = Stage(`case`, isTraced: isTraced)
        store = SimulatedStore(stage, mistakes)
        broker = Broker(stage, dropsExpiredCopies: mistakes.dropsExpiredCopies)
        fleet = try Fleet(stage, broker, store, mistakes)
    }

    private func run() -> Verdict {
        let (scheduler, ledger, fate) = (stage.scheduler, stage.ledger, stage.fate)
        fleet.start()
        Episodes(stage: stage, fleet: fleet, broker: broker, store: store).plan()
        Backend(stage, broker).start(`case`)
        scheduler.after(Scenario.calmFrom) { fate.isCalm = true }
        let mostSteps = 20_000 + 2_000 * `case`.jobs
        if scheduler.run(until: Scenario.latestEnd, steps: mostSteps) {
            fleet.close()
            if !scheduler.run(until: scheduler.now + 60_000_000, steps: mostSteps)
                || fleet.lives.contains(where: \.lingers)
            {
                ledger.report(.drain, "a worker with nothing to do did not leave")
            }
        } else {
            ledger.report(
                .endless, "after \(scheduler.now / 1_000_000) s and \(scheduler.steps) steps it has not ended")
        }
        ledger.close(isFairDay: fate.struck.isEmpty, coverage: stage.coverage)
        if let limit = stage.scenario.rules.limits.first(where: { $0.key == .account }) {
            ledger.checkAllowances { account, isNotice in
                let key = CounterKeys.account(Request.accountName(account), hash: ShortHash())
                return store.stored(
                    limit.name, CounterKeys.name(key, apart: isNotice ? SecurityEvent.passwordChanged.rawValue : nil))
            }
        }
        for fault in fate.struck { stage.coverage.count("fault \(fault.site.rawValue)") }
        return Verdict(
            violations: ledger.violations, faults: fate.struck, sum: stage.trace.sum, lines: stage.trace.lines,
            coverage: stage.coverage.counts, jobs: ledger.accounts.count, steps: scheduler.steps,
            seconds: Int(scheduler.now / 1_000_000))
    }
}

extension Life {
    /// It was told to leave, and still is there.
    fileprivate var lingers: Bool { !isDead && !hasLeft }
}
