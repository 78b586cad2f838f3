import Foundation
import Simulation
import Testing

@Suite("Whole workers in virtual time")
struct SimulationTests {
    /// In pieces, so that one thread is not taken for long.
    @Test(
        "no faults and no order of events break a promise", arguments: stride(from: 1_001, to: 1_121, by: 20).map { $0 }
    )
    func promises(firstSeed: Int) async throws {
        for seed in firstSeed..<firstSeed + 20 {
            let run = Case(seed: UInt64(seed), jobs: 40)
            let verdict = try await Stand.run { try Simulation.run(run) }
            #expect(verdict.violations.isEmpty, "make simulate ARGUMENTS='\(run.arguments) --trace'")
        }
    }

    @Test("a few hundred runs come to everything that is worth reaching")
    func coverage() async throws {
        let reached = try await Stand.run {
            var reached: Set<String> = []
            for seed in 1...300 as ClosedRange<UInt64> where !reached.isSuperset(of: Verdict.worthReaching) {
                reached.formUnion(try Simulation.run(Case(seed: seed, jobs: 40)).coverage.keys)
            }
            return reached
        }
        #expect(Set(Verdict.worthReaching).subtracting(reached).isEmpty)
    }

    @Test("the same seed is the same run, to the last step", arguments: [2, 8, 20, 33] as [UInt64])
    func repeatable(seed: UInt64) async throws {
        let run = Case(seed: seed, jobs: 40)
        let (first, second) = try await Stand.run {
            (try Simulation.run(run, isTraced: true), try Simulation.run(run, isTraced: true))
        }
        #expect(!first.lines.isEmpty)
        #expect(first.lines == second.lines)
        #expect(first.sum == second.sum)
    }

    @Test("another process, whose hashes have another seed, tells the same")
    func acrossProcesses() async throws {
        let run = Case(seed: 8, jobs: 40)
        let here = try await Stand.run { try Simulation.run(run, isTraced: true).lines }
        let there = try Program.run("--seed", "8", "--trace")
        #expect(there.status == 0)
        #expect(Array(there.lines.prefix(here.count)) == here)
    }

    @Test("a run with exactly the faults that struck is that run")
    func replay() async throws {
        let run = Case(seed: 20, jobs: 40)
        let first = try await Stand.run { try Simulation.run(run) }
        #expect(first.faults.count > 20)
        let again = Case(seed: 20, jobs: 40, faults: first.faults)
        let second = try await Stand.run { try Simulation.run(again) }
        #expect(second.sum == first.sum)
    }

    @Test("without faults nothing goes wrong, and with other seeds other things do")
    func seeds() async throws {
        let sums = try await Stand.run {
            let calm = try Simulation.run(Case(seed: 20, jobs: 40, faults: []))
            #expect(calm.violations.isEmpty)
            #expect(calm.faults.isEmpty)
            let others = try (20...24).map { try Simulation.run(Case(seed: $0, jobs: 40)).sum }
            return others + [calm.sum]
        }
        #expect(Set(sums).count == 6)
    }
}
