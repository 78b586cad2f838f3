import Foundation
import Simulation
import Testing

@Suite("Whole workers in virtual time")
struct SimulationTests {
    @Test("no faults and no order of events break a promise, and they come to every ending")
    func promises() async throws {
        var reached: Set<String> = []
        for seed in 1...50 as ClosedRange<UInt64> {
            let run = Case(seed: seed, jobs: 40)
            let verdict = try await Stand.run { try Simulation.run(run) }
            #expect(verdict.violations.isEmpty, "make simulate ARGS='\(run.arguments) --trace'")
            reached.formUnion(verdict.coverage.keys)
        }
        // The command asks for much more, of many more runs.
        let endings = Set(Verdict.worthReaching.filter { $0.hasPrefix("failed") || $0.hasPrefix("answer") })
        #expect(reached.isSuperset(of: endings.union(["sent", "rejected superseded", "sent twice and told so"])))
    }

    @Test("the same seed is the same run, to the last step", arguments: [2, 8] as [UInt64])
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
