import Admission
import Jobs
import Simulation
import TestSupport
import Testing

@testable import Worker

/// Each mistake is one that a worker, a store or a broker's settings could have.
@Suite("A mistake is found, and shrunk to a few jobs and faults")
struct MistakeTests {
    /// - Parameters:
    ///   - most: how many jobs and faults the small run may have.
    ///   - size: how many jobs the run has in which it is found.
    private func expect(
        _ rules: Set<Violation.Rule>, most: (jobs: Int, faults: Int) = (2, 6), size: Int = 40,
        _ mistakes: @escaping @Sendable () -> Mistakes, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let finding = try await Stand.find(mistakes, size: size) { $0.jobs <= most.jobs && $0.faults <= most.faults }
        let found = try #require(finding, "nothing was found", sourceLocation: location)
        let rule = try #require(found.rule, "the small run does not repeat", sourceLocation: location)
        #expect(rules.contains(rule), sourceLocation: location)
        #expect(found.jobs <= most.jobs && found.faults <= most.faults, "\(found.small)", sourceLocation: location)
        #expect(found.lines.contains { $0.contains("is asked for") }, sourceLocation: location)
    }

    @Test("going on before the broker has confirmed")
    func confirm() async throws {
        try await expect([.lost]) {
            var mistakes = Mistakes()
            mistakes.goesOnWithoutConfirm = true
            return mistakes
        }
    }

    @Test("a delay queue that drops what has expired")
    func expiredCopies() async throws {
        try await expect([.lost]) {
            var mistakes = Mistakes()
            mistakes.dropsExpiredCopies = true
            return mistakes
        }
    }

    @Test("acknowledging by a number of a connection that is gone")
    func epochs() async throws {
        try await expect([.lost], most: (10, 16)) {
            var mistakes = Mistakes()
            mistakes.ignoresEpochs = true
            return mistakes
        }
    }

    @Test("sending before it is written that an attempt begins")
    func sending() async throws {
        try await expect([.twice, .tooOften, .untrue]) {
            var mistakes = Mistakes()
            let written = Written()
            mistakes.before = { step, arrival, rows in written.restore(arrival, &rows) }
            mistakes.after = { step, arrival, rows in written.hold(arrival, &rows) }
            return mistakes
        }
    }

    @Test("beginning a try when less life is left than is useful")
    func uselessLife() async throws {
        try await expect([.late], most: (2, 9)) {
            var mistakes = Mistakes()
            let hasty = { @Sendable (rules: AdmissionRules) in rules.with(minimumRemaining: .seconds(1)) }
            (mistakes.workerRules, mistakes.storeRules) = (hasty, hasty)
            return mistakes
        }
    }

    @Test("giving no lease with a claim")
    func lease() async throws {
        try await expect([.twice, .tooOften, .crossed, .unpermitted, .twoEndings]) {
            var mistakes = Mistakes()
            mistakes.storeRules = { $0.with(lease: .zero) }
            return mistakes
        }
    }

    @Test("a clock that stands still, by which no breaker reopens and no lease ends")
    func breaker() async throws {
        try await expect([.unwell, .unpermitted]) {
            var mistakes = Mistakes()
            let start = ContinuousClock.now
            mistakes.clocks = { Clockwork(wall: $0.wall, monotonic: { start }, pause: $0.pause, spread: $0.spread) }
            return mistakes
        }
    }

    @Test("looking whether a newer job was admitted only when the older one is")
    func latest() async throws {
        try await expect([.unpermitted]) {
            var mistakes = Mistakes()
            let subjects = Written()
            mistakes.before = { step, arrival, rows in
                guard step == .begin || step == .receive else { return }
                subjects.pretend(arrival, &rows)
            }
            mistakes.after = { step, arrival, rows in subjects.mend(arrival, &rows) }
            return mistakes
        }
    }

    @Test("not asking whose claim a row is")
    func tokens() async throws {
        try await expect([.twoEndings, .untrue, .twice, .tooOften, .crossed, .twoContents], most: (10, 16), size: 24) {
            var mistakes = Mistakes()
            mistakes.before = { step, arrival, rows in
                guard step == .conclude, var record = rows.record(arrival.job.id),
                    case .sending(let hold) = record.state
                else { return }
                record.state = .sending(.init(token: arrival.token, until: hold.until))
                rows.save(record)
            }
            return mistakes
        }
    }

    @Test("keeping the allowance of what was never sent")
    func allowance() async throws {
        try await expect([.allowance]) {
            var mistakes = Mistakes()
            mistakes.before = { step, arrival, rows in
                guard var record = rows.record(arrival.job.id) else { return }
                record.allowances = []
                rows.save(record)
            }
            return mistakes
        }
    }

    @Test("a limit that counts nothing")
    func limits() async throws {
        try await expect([.overLimit], most: (6, 10)) {
            var mistakes = Mistakes()
            mistakes.storeRules = { rules in
                rules.with(
                    limits: rules.limits.map {
                        Limit(name: $0.name, key: $0.key, count: $0.count * 100, window: $0.window * 100)
                    })
            }
            return mistakes
        }
    }

    @Test("forgetting ended jobs at once")
    func memory() async throws {
        try await expect([.lost, .twoContents, .twice, .twoEndings, .allowance]) {
            var mistakes = Mistakes()
            mistakes.after = { step, arrival, rows in
                if case .ended? = rows.record(arrival.job.id)?.state { rows.forget(arrival.job.id) }
            }
            return mistakes
        }
    }
}
