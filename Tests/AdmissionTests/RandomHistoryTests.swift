import Admission
import Foundation
import Jobs
import TestSupport
import Testing

/// How many histories to try; a long run sets `CODEBODE_HISTORIES`.
private let count = ProcessInfo.processInfo.environment["CODEBODE_HISTORIES"].flatMap(UInt64.init) ?? 4_000

struct RandomHistoryTests {
    @Test("no order of events breaks the contract", arguments: AdmissionRules.OnUnknown.allCases)
    func contractHolds(onUnknown: AdmissionRules.OnUnknown) async throws {
        let limit = Limit(name: "account", key: .account, count: 1_000, window: .seconds(1_000_000_000))
        let rules = AdmissionRules.sample(limits: [limit], onUnknown: onUnknown)
        let old = try Job.sample(id: "job-older", issuedAt: noon - .seconds(20), life: .seconds(200))
        let new = try Job.sample(id: "job-newer", life: .seconds(300))
        let other = try Job.sample(
            id: "job-older", issuedAt: noon - .seconds(20), life: .seconds(200),
            content: .loginCode(Secret("999999"), sequence: nil))
        var endings: Set<String> = []
        for seed in 1...count {
            var jobs = [old, old, new]
            if seed % 3 == 0 { jobs.append(other) }
            if seed % 5 == 0 { jobs.append(new) }
            var history = RandomHistory(seed: seed, jobs: jobs, rules: rules, onUnknown: onUnknown)
            try history.run()
            history.checkEnd()
            #expect(history.violations.isEmpty, "seed \(seed)")
            for event in history.published.values { endings.insert(Self.ending(event)) }
            if !history.violations.isEmpty { break }
            if seed % 20 == 0 { await Task.yield() }  // other tests share the threads
        }
        // The histories are worth something only if they reach every ending.
        #expect(
            endings.isSuperset(of: [
                "sent", "rejected superseded", "rejected duplicate", "failed refused", "failed unknown",
            ]))
    }

    private static func ending(_ event: OutcomeEvent) -> String {
        struct Event: Decodable {
            struct Data: Decodable { let reason: String? }
            let type: String
            let data: Data
        }
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(event.body)) else { return "unreadable" }
        return [event.type.replacing("codebode.", with: ""), event.data.reason].compactMap(\.self).joined(
            separator: " ")
    }
}
