import Admission
import Jobs
import TestSupport
import Testing

/// How a gateway's segments are spread over time.
struct ThrottleTests {
    private let throttle = Throttle(name: "acme", segmentsPerSecond: 10, patience: .seconds(1))
    private let steps = JobSteps(rules: .sample())

    @Test("segments leave one behind the other, no faster than the gateway takes them")
    func spread() throws {
        var store = MemoryTransaction()
        var waits: [Duration?] = []
        for segments in [1, 1, 3, 1] {
            waits.append(try steps.reserve(segments, of: throttle, in: &store, at: noon))
        }
        #expect(waits == [.zero, .milliseconds(100), .milliseconds(200), .milliseconds(500)])
    }

    @Test("who would wait longer than the patience takes nothing")
    func patience() throws {
        var store = MemoryTransaction()
        for _ in 0...10 { #expect(try steps.reserve(1, of: throttle, in: &store, at: noon) != nil) }
        let before = store.counted
        #expect(try steps.reserve(1, of: throttle, in: &store, at: noon) == nil)
        #expect(store.counted == before)
        #expect(try steps.reserve(1, of: throttle, in: &store, at: noon + .milliseconds(100)) == .seconds(1))
    }

    @Test("what was not used is not saved up")
    func burst() throws {
        var store = MemoryTransaction()
        _ = try steps.reserve(1, of: throttle, in: &store, at: noon)
        let later = noon + .seconds(60)
        #expect(try steps.reserve(1, of: throttle, in: &store, at: later) == .zero)
        #expect(try steps.reserve(1, of: throttle, in: &store, at: later) == .milliseconds(100))
    }

    @Test("gateways are counted apart")
    func apart() throws {
        var store = MemoryTransaction()
        let other = Throttle(name: "other", segmentsPerSecond: 1)
        _ = try steps.reserve(1, of: throttle, in: &store, at: noon)
        #expect(try steps.reserve(1, of: other, in: &store, at: noon) == .zero)
        #expect(try steps.reserve(1, of: other, in: &store, at: noon) == .seconds(1))
    }

    @Test("a clock that was set back does not close a gateway")
    func setBack() throws {
        var store = MemoryTransaction()
        _ = try steps.reserve(1, of: throttle, in: &store, at: noon)
        #expect(try steps.reserve(1, of: throttle, in: &store, at: noon - .seconds(7_200)) == .zero)
    }

    @Test("a throttle that cannot be read holds nothing up")
    func unreadable() throws {
        var store = MemoryTransaction()
        store.unreadable = ["t:acme"]
        #expect(try steps.reserve(1, of: throttle, in: &store, at: noon) == .zero)
    }
}
