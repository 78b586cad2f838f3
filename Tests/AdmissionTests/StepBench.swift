import Admission
import Jobs
import TestSupport

/// Store steps over rows in memory, one by one, with the moment given by hand.
struct StepBench {
    /// One job at a time for the account, within a minute.
    static let oneAMinute = Limit(name: "account", key: .account, count: 1, window: .seconds(60))
    static let allowanceKey = "a:account patient-1001"
    static let allowanceField = "account"

    var store = MemoryTransaction()
    private let steps: JobSteps

    init(limits: [Limit] = [], onUnknown: AdmissionRules.OnUnknown = .resend) {
        self.init(rules: .sample(limits: limits, onUnknown: onUnknown))
    }

    init(rules: AdmissionRules) {
        steps = JobSteps(rules: rules)
    }

    static func arrival(
        _ job: Job, token: UInt64 = 1, objection: Rejection? = nil, isRemembered: Bool = false
    ) -> Arrival {
        Arrival(
            job, hash: PlainHash(), receivedAt: noon, objection: objection, isRemembered: isRemembered, token: token)
    }

    mutating func judge(_ arrival: Arrival, at now: Timestamp = noon) throws -> Judgement {
        try steps.judge(arrival, in: &store, at: now)
    }

    mutating func begin(_ arrival: Arrival, at now: Timestamp = noon) throws -> Beginning {
        try steps.begin(arrival, in: &store, at: now)
    }

    mutating func conclude(_ arrival: Arrival, _ result: AttemptResult, at now: Timestamp = noon) throws -> Conclusion {
        try steps.conclude(arrival, result, in: &store, at: now)
    }

    mutating func verify(_ id: JobID, at now: Timestamp = noon) throws -> Bool {
        try steps.verify(id, in: &store, at: now)
    }

    mutating func reset(_ keys: [String], at now: Timestamp = noon) throws {
        try steps.reset(keys, in: &store, at: now)
    }

    /// Brings a new job to `sending`.
    mutating func start(_ arrival: Arrival, at now: Timestamp = noon) throws {
        guard try judge(arrival, at: now) == .claimed, case .send = try begin(arrival, at: now) else {
            throw BadSample()
        }
    }

    var rules: AdmissionRules { steps.rules }

    /// When the allowance of `oneAMinute` is whole again.
    var allowance: Timestamp? {
        store.counted[Self.allowanceKey]?[Self.allowanceField].map(Timestamp.init(microseconds:))
    }

    func state(_ arrival: Arrival) -> JobRecord.State? { store.records[arrival.job.id]?.state }
    func record(_ arrival: Arrival) throws -> JobRecord { try required(store.records[arrival.job.id]) }

    func event(_ arrival: Arrival) -> OutcomeEvent? {
        if case .ended(let event) = state(arrival) { event } else { nil }
    }

    /// What the job ended as: `rejected superseded`, `failed unknown`, `sent`.
    func ending(_ arrival: Arrival) -> String? {
        guard case .ended(let event) = state(arrival) else { return nil }
        return Told(event).ending
    }

    static let accepted = AttemptResult.accepted(
        Acceptance(channel: .sms, provider: "demo", providerMessageID: "m-1", segments: 1))

    static func setback(_ next: Setback.Next, _ answer: AnswerClass = .retry) -> Setback {
        Setback(provider: "demo", answer: answer, next: next)
    }
}
