import Admission
import Jobs
import TestSupport

/// The rows that all workers share, and the real steps upon them, with a network between.
package final class SimulatedStore {
    package enum Step: Sendable {
        case judge, begin, receive, conclude, reserve, rescue, endRescue, hear, tryOnce, acquit
    }

    private let stage: Stage
    let steps: JobSteps
    private let mistakes: Mistakes
    private(set) var rows = MemoryTransaction()
    var isDown = false

    init(_ stage: Stage, _ mistakes: Mistakes) {
        self.stage = stage
        self.mistakes = mistakes
        steps = JobSteps(rules: mistakes.storeRules?(stage.scenario.rules) ?? stage.scenario.rules)
    }

    typealias Work<Answer> = (inout MemoryTransaction, Timestamp) throws(StoreError) -> Answer
    typealias Result<Answer> = Swift.Result<Answer, StoreError>

    /// Carries a step there, does it, and carries the answer back, unless fate is against it.
    ///
    /// - Parameter answer: what the worker hears.
    func take<Answer>(
        _ step: Step, of job: Int, _ arrival: Arrival?, _ work: @escaping Work<Answer>,
        _ answer: @escaping (Result<Answer>) -> Void
    ) {
        let fails = { (after: Int64) in
            let error = StoreError(.unavailable, "no answer")
            self.stage.scheduler.after(after) { answer(.failure(error)) }
        }
        stage.scheduler.after(stage.latency(job)) { [self] in
            guard !isDown, !stage.fate.strikes(.storeRefuses, job) else {
                stage.note("the store does not answer", job: job, "\(step)")
                return fails(stage.latency(job, upTo: 2_000_000))
            }
            if stage.fate.strikes(.answerLate, job) {
                stage.note("the store is late", job: job, "\(step)")
                takeLate(step, of: job, arrival, work)
                return fails(Self.patience)
            }
            let result = perform(step, of: job, arrival, work)
            if stage.fate.strikes(.answerLost, job) {
                stage.note("the answer is lost", job: job)
                return fails(Self.patience)
            }
            stage.scheduler.after(stage.latency(job)) { answer(result) }
        }
    }

    /// A commit that was on its way when its caller gave up: it takes effect if the rows it was decided by are still the
    /// same.
    private func takeLate<Answer>(
        _ step: Step, of job: Int, _ arrival: Arrival?, _ work: @escaping Work<Answer>
    ) {
        let before = arrival.map { rows.records[$0.job.id] }
        let span = stage.fate.number(.latency, job, in: Self.patience...8_000_000)
        stage.scheduler.after(span) { [self] in
            guard let arrival, rows.records[arrival.job.id] == before else { return }
            _ = perform(step, of: job, arrival, work)
        }
    }

    private func perform<Answer>(
        _ step: Step, of job: Int, _ arrival: Arrival?, _ work: Work<Answer>
    ) -> Result<Answer> {
        if let arrival { mistakes.before?(step, arrival, &rows) }
        defer { if let arrival { mistakes.after?(step, arrival, &rows) } }
        do {
            let answer = try work(&rows, stage.storeTime)
            stage.note("the store takes a step", job: job, "\(step): \(Self.short("\(answer)"))")
            return .success(answer)
        } catch {
            return .failure(error)
        }
    }

    /// An outcome's text would fill the page; its id says enough.
    private static func short(_ answer: String) -> String {
        guard let event = answer.firstRange(of: "OutcomeEvent(id: \"") else { return answer }
        return answer[..<event.lowerBound].replacing("Jobs.", with: "")
            + answer[event.upperBound...].prefix { $0 != "\"" } + ")"
    }

    func stored(_ limit: String, _ key: String) -> Int64? { rows.counted[key]?[limit] }

    /// How long a worker waits for an answer.
    private static let patience: Int64 = 2_000_000
}
