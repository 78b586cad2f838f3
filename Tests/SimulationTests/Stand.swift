import Dispatch
import Simulation

/// Runs simulations on threads of their own: one may wait for the tasks' pool, and must not hold one of its threads.
enum Stand {
    static func run<Answer: Sendable>(_ body: @escaping @Sendable () throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// A run that breaks a promise, made small. If the first one stays large the next ones are tried, too.
    static func find(
        _ mistakes: @escaping @Sendable () -> Mistakes, size: Int, isSmall: @escaping @Sendable (Finding) -> Bool
    ) async throws -> Finding? {
        try await run {
            var (found, large): (Finding?, Int) = (nil, 0)
            for seed in 1...300 as ClosedRange<UInt64> {
                let run = Case(seed: seed, jobs: size)
                let verdict = try Simulation.run(run, mistakes: mistakes())
                guard !verdict.violations.isEmpty else { continue }
                let small = try Shrinker.shrink(run, verdict, budget: 3_000) {
                    try Simulation.run($0, mistakes: mistakes())
                }
                let retold = try Simulation.run(small, isTraced: true, mistakes: mistakes())
                let finding = Finding(small: small, lines: retold.lines, rule: retold.gravest)
                found = finding
                large += 1
                if isSmall(finding) || large == 2 { return finding }
            }
            return found
        }
    }

    struct Finding: Sendable {
        let small: Case
        let lines: [String]
        let rule: Violation.Rule?

        var jobs: Int { small.numbers?.count ?? .max }
        var faults: Int { small.faults?.count ?? .max }
    }
}
