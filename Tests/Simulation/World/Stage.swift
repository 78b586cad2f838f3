import Jobs
import TestSupport

/// What every part of a run shares.
final class Stage {
    let scheduler: Scheduler
    let fate: Fate
    let scenario: Scenario
    let trace: Trace
    let ledger: Ledger
    let coverage = Coverage()
    /// How far the store's clock stands from true time, in microseconds.
    var storeSkew: Int64

    init(_ case: Case, isTraced: Bool) {
        scheduler = Scheduler(seed: `case`.seed)
        fate = Fate(seed: `case`.seed, only: `case`.faults.map(Set.init))
        scenario = Scenario(fate)
        trace = Trace(isKept: isTraced)
        ledger = Ledger(scenario)
        storeSkew = scenario.skews[scenario.workers]
    }

    var now: Int64 { scheduler.now }
    /// What no clock in the run shows exactly.
    var trueTime: Timestamp { noon + .microseconds(now) }
    var storeTime: Timestamp { noon + .microseconds(now + storeSkew) }

    func note(
        _ what: StaticString, job: Int? = nil, process: Int? = nil, code: Int64 = 0,
        _ detail: @autoclosure () -> String = ""
    ) {
        trace.note(at: now, what, job: job, process: process, code: code, detail())
    }

    func latency(_ job: Int, upTo most: Int64 = 5_000) -> Int64 { fate.number(.latency, job, in: 100...most) }
}
