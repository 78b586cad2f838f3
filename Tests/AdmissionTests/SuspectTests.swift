import Admission
import Jobs
import TestSupport
import Testing

@Suite("A suspect")
struct SuspectTests {
    private let steps = JobSteps(rules: .sample())
    private let suspect = Suspect([1, 2, 3], envelope: "send_code 3 m", hash: ShortHash())

    @Test("is what came back twice, not what was there when a worker left or lost its connection")
    func suspected() {
        #expect((0...3).map(Suspect.isSuspected) == [false, false, true, true])
    }

    @Test("is tried three times, and after that no more")
    func tries() throws {
        var store = MemoryTransaction()
        let answers = try (0..<5).map { _ in try steps.tryOnce(suspect, in: &store, at: noon) }
        #expect(answers == [true, true, true, false, false])
    }

    @Test("begins anew when one of its tries has ended")
    func acquitted() throws {
        var store = MemoryTransaction()
        for _ in 0..<2 {
            for _ in 0..<3 { #expect(try steps.tryOnce(suspect, in: &store, at: noon)) }
            try steps.acquit(suspect, in: &store, at: noon)
        }
        #expect(try steps.tryOnce(suspect, in: &store, at: noon))
    }

    @Test("is not taken for another one: by its body, and by its envelope where the body was too long to be kept")
    func apart() throws {
        var store = MemoryTransaction()
        for _ in 0..<3 { _ = try steps.tryOnce(suspect, in: &store, at: noon) }
        let others = [
            Suspect([1, 2, 4], envelope: "send_code 3 m", hash: ShortHash()),
            Suspect([1, 2, 3], envelope: "send_code 3 n", hash: ShortHash()),
        ]
        for other in others { #expect(try steps.tryOnce(other, in: &store, at: noon)) }
    }

    @Test("whose note is damaged is tried: nothing is known against it")
    func damaged() throws {
        var store = MemoryTransaction()
        store.unreadable = [suspect.key]
        #expect(try steps.tryOnce(suspect, in: &store, at: noon))
        try steps.acquit(suspect, in: &store, at: noon)
    }
}
