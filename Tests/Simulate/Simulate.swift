import ArgumentParser
import Foundation
import Simulation

/// Runs simulations until so many jobs have ended, and makes the first failure small; or repeats one run.
@main
struct Simulate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract:
            "Take jobs through real workers, in virtual time and among all kinds of faults, and judge what came of them.",
        discussion: """
            Exit codes: 0 when every promise was kept, 64 for a wrong argument, 70 when one was broken or a state that
            matters was never reached.
            """)

    @Option(help: "How many jobs, over many runs.")
    var count = 1_000_000

    @Option(help: "Of the first run; the next one has the next.")
    var seed: UInt64 = 1

    @Option(help: "How many jobs in one run, 1 to 300.")
    var size = 40

    @Option(help: "Repeat one run with these jobs only: numbers, or `none`. As a failure prints it.")
    var jobs: NumberList?

    @Option(help: "Repeat one run with these faults only: names, or `none`. As a failure prints it.")
    var faults: FaultList?

    @Flag(help: "Tell what happened in the run of this seed, step by step.")
    var trace = false

    func validate() throws {
        guard (1...300).contains(size) else { throw ValidationError("--size: 1 to 300 are expected") }
        guard count > 0 else { throw ValidationError("--count: at least 1 is expected") }
        if let number = jobs?.numbers.first(where: { !(1...size).contains($0) }) {
            throw ValidationError("--jobs: there is no job \(number) among \(size)")
        }
    }

    func run() throws {
        let isOne = trace || jobs != nil || faults != nil
        if isOne {
            try tell(Case(seed: seed, jobs: size, numbers: jobs?.numbers, faults: faults?.faults))
        } else {
            try runMany()
        }
    }

    private func tell(_ case: Case) throws {
        let verdict = try Simulation.run(`case`, isTraced: true)
        for line in verdict.lines { print(line) }
        print("\nTrace \(String(verdict.sum, radix: 16)).")
        for violation in verdict.violations { print("BROKEN  \(violation)") }
        guard verdict.violations.isEmpty else { throw ExitCode(EX_SOFTWARE) }
        print("Every promise was kept.")
    }

    private func runMany() throws {
        var tally = Tally(jobs: count)
        var seed = seed
        while !tally.isFull {
            let `case` = Case(seed: seed, jobs: size)
            let verdict = try Simulation.run(`case`)
            guard verdict.violations.isEmpty else {
                tally.clear()
                try report(`case`, verdict)
            }
            tally.add(verdict)
            seed &+= 1
        }
        tally.clear()
        print(tally.text)
        guard tally.missing.isEmpty else {
            print("Never reached, so nothing is proved of it: \(tally.missing.joined(separator: ", "))")
            throw ExitCode(EX_SOFTWARE)
        }
    }

    private func report(_ case: Case, _ verdict: Verdict) throws -> Never {
        print("Seed \(`case`.seed) breaks a promise:")
        for violation in verdict.violations.prefix(5) { print("  \(violation)") }
        print("Looking for the shortest run that breaks it, too ...\n")
        let small = try Shrinker.shrink(`case`, verdict) { try Simulation.run($0) }
        try? tell(small)
        print("\nThe same again: make simulate ARGS='\(small.arguments)'")
        throw ExitCode(EX_SOFTWARE)
    }
}
