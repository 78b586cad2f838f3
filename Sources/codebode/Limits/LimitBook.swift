import Admission
import Jobs
import Logging

/// What the store has counted for one subject, read and mended for a command.
struct LimitBook {
    let subject: LimitSubject
    private let rules: AdmissionRules
    private let hash: HashKey
    private let desk: any StoreDesk

    init(_ subject: LimitSubject, _ settings: Settings) async throws(CommandFailure) {
        self.subject = subject
        rules = settings.rules
        desk = try await StoreDoor(settings, logger: Logger(label: "limits")).forDesk()
        hash = try HashKey.existing(settings.store)
    }

    func report() async throws(CommandFailure) -> LimitReport {
        let counted = try await counters(LimitReport.keys(of: subject, rules: rules, hash: hash))
        return LimitReport(
            of: subject, rules: rules, hash: hash, counters: counted.compactMapValues(\.self),
            damaged: Set(counted.keys.filter { counted[$0] == .some(nil) }), at: .wallClock)
    }

    /// Only what is this subject's own, damaged or not: what others share keeps its count.
    func reset() async throws(CommandFailure) {
        let counted = try await counters(subject.ownKeys(hash: hash)).filter { $0.value?.isEmpty != true }
        guard !counted.isEmpty else { return }
        do {
            try await desk.reset(counted.keys.sorted())
        } catch {
            throw CommandFailure(.unavailable, "the store gave no answer: \(error)")
        }
    }

    /// `nil` for what is damaged.
    private func counters(_ keys: [String]) async throws(CommandFailure) -> [String: Counters?] {
        do {
            return Dictionary(uniqueKeysWithValues: zip(keys, try await desk.counters(keys)))
        } catch {
            throw CommandFailure(.unavailable, "the store gave no answer: \(error)")
        }
    }
}
