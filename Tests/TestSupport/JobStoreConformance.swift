package import Admission
import Jobs

/// What every store has to do, whatever it stores in (see `JobStore`). Each duty gets a new, empty store.
package enum JobStoreConformance {
    package struct Duty: Sendable, CustomStringConvertible {
        package let description: String
        /// Throws a `Violation` when the store fails it.
        package let check: @Sendable (StoreMaker) async throws -> Void
    }

    /// Makes an empty store that runs by these rules and this clock.
    package typealias StoreMaker =
        @Sendable (AdmissionRules, TestClock) async throws -> any JobStore & StoreDesk & NoteBoard

    package struct Violation: Error, CustomStringConvertible {
        package let description: String
    }

    package static let duties = single + counting + notes + shared

    static func expect(_ isTrue: Bool, _ otherwise: @autoclosure () -> String) throws {
        if !isTrue { throw Violation(description: otherwise()) }
    }

    static func expectEqual<Value: Equatable>(_ value: Value, _ expected: Value) throws {
        try expect(value == expected, "\(value) instead of \(expected)")
    }

    /// The outcome's bytes, if the job is over.
    static func ending(_ judgement: Judgement) throws -> OutcomeEvent {
        switch judgement {
        case .ended(let event), .repeated(let event): return event
        case .claimed, .duplicate, .held: throw Violation(description: "\(judgement) is no ending")
        }
    }

    static func ending(_ conclusion: Conclusion) throws -> OutcomeEvent {
        guard case .ended(let event) = conclusion else { throw Violation(description: "\(conclusion) is no ending") }
        return event
    }

    static func copy(_ job: Job, token: UInt64 = .random(in: 1...UInt64.max)) -> Arrival {
        Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil, token: token)
    }

    package static let accepted = AttemptResult.accepted(
        Acceptance(channel: .sms, provider: "demo", providerMessageID: "m-1", segments: 1))

    static func setback(_ next: Setback.Next) -> Setback {
        Setback(provider: "demo", answer: .retry, next: next)
    }
}
