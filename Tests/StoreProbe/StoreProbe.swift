import Admission
import Foundation
import Jobs
import Stores
import TestSupport

/// A worker without a broker, for tests that need a second process, a full disk or other rights: does steps on a store
/// and prints each answer as a line once it is durable.
@main
struct StoreProbe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 2 else { return tell("usage: StoreProbe run|visit|fill PATH [COUNT]") }
        let path = arguments[2]
        switch arguments[1] {
        case "run": try await run(path, count: arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0)
        case "visit": await visit(path)
        case "fill": try await fill(path)
        default: tell("unknown: \(arguments[1])")
        }
    }

    /// Leaves at once, because the test may end this process after it.
    private static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func open(_ path: String) async throws(StoreError) -> SQLiteStore {
        try await SQLiteStore(path: path, rules: .sample()) { noon }
    }

    private static func copy(_ number: Int) throws -> Arrival {
        let job = try Job.sample(id: "job-\(100_000 + number)", account: "patient-\(number)")
        return Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
    }

    /// Takes each of `count` jobs through to its end, eight at a time, unless another process holds it.
    private static func run(_ path: String, count: Int) async throws {
        let store = try await open(path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    for number in stride(from: worker, to: count, by: 8) { try await work(on: copy(number), store) }
                }
            }
            try await group.waitForAll()
        }
    }

    private static func work(on mine: Arrival, _ store: SQLiteStore) async throws {
        guard try await store.judge(mine) == .claimed else { return }
        guard case .send = try await store.begin(mine) else { return }
        tell("send \(mine.job.id)")
        let acceptance = Acceptance(channel: .sms, provider: "demo", providerMessageID: nil, segments: 1)
        guard case .ended(let event) = try await store.conclude(mine, .accepted(acceptance)) else { return }
        tell("ended \(event.id)")
    }

    /// One step, without the rights of root.
    private static func visit(_ path: String) async {
        if geteuid() == 0, setgid(65_534) != 0 || setuid(65_534) != 0 { return tell("cannot drop rights") }
        do {
            let store = try await open(path)
            tell("\(try await store.judge(try copy(1)))")
        } catch let error as StoreError {
            tell(error.description)
        } catch {
            tell("\(type(of: error))")
        }
    }

    /// A store on a small disk of its own that runs full, and has room again.
    private static func fill(_ folder: String) async throws {
        let store = try await open(folder + "/store.db")
        let first = try copy(0)
        tell("before: \(try await store.judge(first))")
        let filler = folder + "/filler"
        guard let file = fopen(filler, "w") else { return tell("no filler") }
        setvbuf(file, nil, _IONBF, 0)
        while fputc(0x20, file) != EOF {}
        fclose(file)
        for number in 1..<10_000 {
            let job = try copy(number)
            do {
                _ = try await store.judge(job)
                continue
            } catch {
                tell("full: \(error.kind) \(error.detail.contains("full"))")
            }
            tell("begun: \((try? await store.begin(first)).map { "\($0)" } ?? "no")")
            unlink(filler)
            tell("after: \(try await store.judge(job)) \(try await store.begin(job))")
            return tell("first: \(try await store.begin(first))")
        }
    }
}
