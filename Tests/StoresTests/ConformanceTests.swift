import Admission
import Jobs
import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)))
struct ConformanceTests {
    @Test("the store of tests keeps every duty", arguments: JobStoreConformance.duties)
    func memory(duty: JobStoreConformance.Duty) async throws {
        await #expect(throws: Never.self) {
            try await duty.check { rules, clock in MemoryStore(rules: rules) { clock.now } }
        }
    }

    @Test("the embedded store keeps every duty", arguments: JobStoreConformance.duties)
    func sqlite(duty: JobStoreConformance.Duty) async throws {
        let folder = TemporaryFolder()
        let file = folder.path("store.db")
        await #expect(throws: Never.self) {
            try await duty.check { rules, clock in try await SQLiteStore(path: file, rules: rules) { clock.now } }
        }
    }

    @Test("the embedded store keeps every duty also where each call goes through a store of its own")
    func sqliteShared() async throws {
        let folder = TemporaryFolder()
        for (number, duty) in JobStoreConformance.duties.enumerated() {
            let file = folder.path("store-\(number).db")
            await #expect(throws: Never.self, "\(duty)") {
                try await duty.check { rules, clock in
                    SharedFile(
                        stores: [
                            try await SQLiteStore(path: file, rules: rules) { clock.now },
                            try await SQLiteStore(path: file, rules: rules) { clock.now },
                        ])
                }
            }
        }
    }
}

/// Two workers' stores on one file, asked in turn.
private struct SharedFile: JobStore, StoreDesk, NoteBoard {
    let stores: [SQLiteStore]

    private var store: SQLiteStore { stores[Int.random(in: 0..<stores.count)] }

    func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement { try await store.judge(arrival) }

    func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning { try await store.begin(arrival) }

    func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await store.reserve(segments, of: throttle)
    }

    func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await store.rescue(arrival, by: detour)
    }

    func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await store.endRescue(arrival, isOver: isOver)
    }

    func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await store.hear(tags, isDelivered: isDelivered)
    }

    func verify(_ id: JobID) async throws(StoreError) -> Bool {
        try await store.verify(id)
    }

    func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool { try await store.tryOnce(suspect) }

    func acquit(_ suspect: Suspect) async throws(StoreError) { try await store.acquit(suspect) }

    func record(_ id: JobID) async throws(StoreError) -> JobRecord? { try await store.record(id) }

    func counters(_ keys: [String]) async throws(StoreError) -> [Counters?] { try await store.counters(keys) }

    func reset(_ keys: [String]) async throws(StoreError) { try await store.reset(keys) }

    func post(_ body: [UInt8], of worker: String) async throws(StoreError) { try await store.post(body, of: worker) }
    func takeDown(_ worker: String) async throws(StoreError) { try await store.takeDown(worker) }
    func notes() async throws(StoreError) -> [PostedNote] { try await store.notes() }

    func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await store.conclude(arrival, result)
    }
}
