import Dispatch
import Simulation

/// Runs simulations on threads of their own: one may wait for the tasks' pool, and must not hold one of its threads.
enum Stand {
    static func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// The first of so many runs that breaks a promise, made small.
    static func find(_ mistakes: @escaping @Sendable () -> Mistakes) async throws -> Finding? {
        try await run {
            for seed in 1...300 as ClosedRange<UInt64> {
                let run = Case(seed: seed, jobs: 24)
                let verdict = try Simulation.run(run, mistakes: mistakes())
                guard !verdict.violations.isEmpty else { continue }
                let small = try Shrinker.shrink(run, verdict) { try Simulation.run($0, mistakes: mistakes()) }
                let retold = try Simulation.run(small, isTraced: true, mistakes: mistakes())
                return Finding(small: small, lines: retold.lines, rule: retold.gravest)
            }
            return nil
        }
    }

    struct Finding: Sendable {
        let small: Case
        let lines: [String]
        let rule: Violation.Rule?
    }
}
