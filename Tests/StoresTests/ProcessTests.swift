import Admission
import Foundation
import Jobs
import Stores
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2)), .serialized)
struct ProcessTests {
    private let folder = TemporaryFolder()

    /// A place for a new, empty store, and what keeps it there.
    private func place(_ kind: String) async throws -> (String, RedisServer?) {
        guard kind == "redis" else { return (folder.path("store.db"), nil) }
        let server = try await RedisServer.start()
        return (server.url, server)
    }

    /// What four processes say that are started at once.
    private func four(_ work: String, at place: String, _ count: String) throws -> [String] {
        let probes = try (0..<4).map { _ in try Probe(work, place, count) }
        return probes.map { $0.lines() }.joined().sorted()
    }

    @Test("four processes on one new store send each job once", arguments: ["sqlite", "redis"])
    func processes(kind: String) async throws {
        let (place, server) = try await place(kind)
        let lines = try four("run", at: place, "200")
        let sends = lines.filter { $0.hasPrefix("send ") }
        #expect(sends.count == 200)
        #expect(Set(sends).count == 200)
        #expect(lines.count { $0.hasPrefix("ended ") } == 200)
        withExtendedLifetime(server) {}
    }

    @Test("four processes together let exactly as many through as a limit has room", arguments: ["sqlite", "redis"])
    func limit(kind: String) async throws {
        let (place, server) = try await place(kind)
        #expect(try four("limit", at: place, "100").count == 50)
        withExtendedLifetime(server) {}
    }

    @Test("of one account's codes in four processes the newest arrives, last and once", arguments: ["sqlite", "redis"])
    func latest(kind: String) async throws {
        let (place, server) = try await place(kind)
        let sends = try four("latest", at: place, "50").filter { $0.hasPrefix("send ") }
        #expect(sends.last == "send job-1049")
        #expect(Set(sends).count == sends.count)
        withExtendedLifetime(server) {}
    }

    @Test("a process killed in mid-run loses no step that it was told of")
    func killed() async throws {
        let probe = try Probe("run", folder.path("store.db"), "100000")
        var told: [String] = []
        while told.count < 300, let line = probe.line() { told.append(line) }
        probe.kill()
        told += probe.lines()
        let store = try await SQLiteStore(path: folder.path("store.db"), rules: .sample()) { noon }
        let ended = told.filter { $0.hasPrefix("ended ") }.map { String($0.dropFirst(6)) }
        let begun = told.filter { $0.hasPrefix("send ") }.map { String($0.dropFirst(5)) }
        #expect(ended.count > 100)
        for id in begun {
            let number = (Int(id.dropFirst(4)) ?? 0) - 100_000
            let job = try Job.sample(id: id, account: "patient-\(number)")
            switch try await store.judge(Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)) {
            case .ended(let event), .repeated(let event):
                #expect(event.id == "\(id).sent")
                #expect(Told(event).ending == "sent")
            case .held(let wait):
                #expect(wait == .seconds(30))
                #expect(!ended.contains("\(id).sent"))
            case .claimed, .duplicate:
                Issue.record("\(id) is forgotten")
            }
        }
    }

    @Test("a file that may only be read is told as unavailable")
    func readOnly() async throws {
        let path = folder.path("store.db")
        _ = try await SQLiteStore(path: path, rules: .sample()) { noon }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: folder.path(name))
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
        let line = try required(Probe("visit", path).lines().first)
        #expect(line.hasPrefix("unavailable: SQLite "))
        #expect(line.hasSuffix("attempt to write a readonly database"))
    }

    @Test(
        "a full disk is told as such, leaves nothing half written, and is over when there is room",
        .enabled(if: Probe.canMount))
    func fullDisk() throws {
        #expect(
            try Probe("fill", "/mnt", by: Probe.smallDisk).lines() == [
                "before: claimed", "full: full true", "together: true true", "begun: no",
                "after: claimed send(attempt: 1, isDetoured: false)",
                "first: send(attempt: 1, isDetoured: false)",
            ])
    }
}
