/// Makes a failing run small: takes away jobs and faults as long as it still breaks the same rule.
package struct Shrinker {
    private let rule: Violation.Rule?
    private let run: (Case) throws -> Verdict
    private var best: Case
    /// Jobs that may still be run for it.
    private var budget: Int

    /// - Parameters:
    ///   - case: one that fails.
    ///   - verdict: of it.
    package static func shrink(
        _ case: Case, _ verdict: Verdict, budget: Int = 25_000, run: @escaping (Case) throws -> Verdict
    ) throws -> Case {
        let all = `case`.numbers ?? Array(1...max(1, `case`.jobs))
        var shrinker = Shrinker(
            rule: verdict.gravest, run: run,
            best: Case(seed: `case`.seed, jobs: `case`.jobs, numbers: all, faults: verdict.faults), budget: budget)
        // Most mistakes need one job only.
        for number in all where try shrinker.accept(keeping: [number]) { break }
        while try shrinker.pass() {}
        return shrinker.best
    }

    /// - Returns: whether anything could be taken away.
    private mutating func pass() throws -> Bool {
        let before = best
        try reduce(\.numbers)
        try reduce(\.faults)
        return best != before && budget > 0
    }

    /// Takes away halves, then quarters, and in the end single ones.
    private mutating func reduce<Part>(_ parts: WritableKeyPath<Case, [Part]?>) throws {
        var size = max(1, (best[keyPath: parts]?.count ?? 0) / 2)
        while true {
            var start = 0
            while let list = best[keyPath: parts], start < list.count {
                var smaller = best
                smaller[keyPath: parts]?.removeSubrange(start..<min(list.count, start + size))
                if try !accept(smaller) { start += size }
            }
            if size == 1 { return }
            size /= 2
        }
    }

    private mutating func accept(keeping numbers: [Int]) throws -> Bool {
        var smaller = best
        smaller.numbers = numbers
        return try accept(smaller)
    }

    /// Takes it as the best if it still fails in the same way.
    private mutating func accept(_ smaller: Case) throws -> Bool {
        guard budget > 0 else { return false }
        let verdict = try run(smaller)
        budget -= verdict.jobs
        guard verdict.gravest == rule else { return false }
        best = smaller
        // What did not strike this time is not needed either.
        best.faults = verdict.faults
        return true
    }
}
