import Admission
import GRDB
import Jobs
import Stores
import TestSupport
import Testing

/// What can be learned of a store without a step.
@Suite(.timeLimit(.minutes(2)))
struct InspectionTests {
    private let folder = TemporaryFolder()

    private func fault(_ name: String) -> StoreError? {
        do throws(StoreError) {
            try SQLiteStore.inspect(folder.path(name))
            return nil
        } catch {
            return error
        }
    }

    @Test("a file of this program's is well, with and without tables, and stays without")
    func well() async throws {
        let store = try await SQLiteStore(path: folder.path("store.db"), rules: .sample()) { noon }
        #expect(fault("store.db") == nil)
        withExtendedLifetime(store) {}
        folder.write("", to: "new.db")
        #expect(fault("new.db") == nil)
        #expect(folder.read("new.db").isEmpty)
    }

    @Test("a file of another schema, and one that is no database, are told")
    func others() throws {
        try DatabaseQueue(path: folder.path("other.db")).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        #expect(fault("other.db")?.kind == .otherSchema)
        folder.write(String(repeating: "x", count: 4_096), to: "text.db")
        #expect(fault("text.db")?.kind == .corrupt)
    }

    @Test("a file that somebody holds for too long is told")
    func held() throws {
        folder.write("", to: "held.db")
        let holder = try DatabaseQueue(path: folder.path("held.db"))
        try holder.inDatabase { database in
            try database.beginTransaction(.immediate)
            #expect(fault("held.db")?.kind == .unavailable)
            try database.rollback()
        }
    }

    @Test("a Redis tells its time, takes a write that nobody sees")
    func redis() async throws {
        let server = try await RedisServer.start()
        let redis = try await RedisConnection.open(server.url)
        let time = try await redis.time()
        let again = try await redis.time()
        #expect(time.microseconds > 1_700_000_000_000_000 && again >= time)
        try await redis.tryToWrite()
        #expect(try await redis.send("PTTL", "{codebode}:doctor") != .integer(-1))
    }
}
