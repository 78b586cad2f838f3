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
        guard arguments.count > 2 else {
            return tell("usage: StoreProbe run|limit|latest|bench|visit|fill PATH|URL [COUNT [KEYS]]")
        }
        let path = arguments[2]
        let count = arguments.count > 3 ? Int(arguments[3]) ?? 0 : 0
        switch arguments[1] {
        case "run": try await run(path, count: count)
        case "limit": try await limit(path, count: count)
        case "latest": try await latest(path, count: count)
        case "bench": try await bench(path, count: count, keys: arguments.count > 4 ? Int(arguments[4]) ?? 0 : 0)
        case "visit": await visit(path)
        case "fill": try await fill(path)
        default: tell("unknown: \(arguments[1])")
        }
    }

    /// Leaves at once, because the test may end this process after it.
    private static func tell(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }

    private static func open(_ place: String, rules: AdmissionRules = .sample()) async throws -> any JobStore {
        guard place.hasPrefix("redis") else { return try await SQLiteStore(path: place, rules: rules) { noon } }
        let connection = try await RedisConnection(try RedisOptions(RedisURL(place))) { _ in }
        return RedisStore(connection, rules: rules, clock: { _ in noon })
    }

    private static func copy(_ number: Int) throws -> Arrival {
        let job = try Job.sample(id: "job-\(100_000 + number)", account: "patient-\(number)")
        return Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
    }

    /// Measures `count` admissions by 64 callers, and by one, in a store that holds `keys` jobs.
    private static func bench(_ path: String, count: Int, keys: Int) async throws {
        let store = try await open(path, rules: .newInstallation)
        try await StoreBench(store: store, callers: 256).fill(0..<keys)
        tell(try await StoreBench(store: store, callers: 64).measure(keys..<keys + count))
        tell(try await StoreBench(store: store, callers: 1).measure(keys + count..<keys + count + count / 20))
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

    /// Asks for `count` jobs of one account at once; 50 of them have room.
    private static func limit(_ path: String, count: Int) async throws {
        let store = try await open(
            path,
            rules: .sample(limits: [Limit(name: "account", key: .account, count: 50, window: .seconds(3_600))]))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                group.addTask {
                    let job = try Job.sample(id: "job-\(getpid())-\(number)", purpose: "p\(getpid())_\(number)")
                    let mine = Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
                    if try await store.judge(mine) == .claimed { tell("claimed") }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Works on `count` jobs of one subject, each a second newer than the one before, in an order of its own.
    private static func latest(_ path: String, count: Int) async throws {
        let store = try await open(path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in (0..<count).shuffled() {
                group.addTask {
                    let issued = noon - .seconds(Int64(count - number))
                    let job = try Job.sample(id: "job-\(1_000 + number)", issuedAt: issued)
                    try await work(on: Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil), store)
                }
            }
            try await group.waitForAll()
        }
    }

    /// Tells of each attempt and each ending of its own; what another holds is looked at again.
    private static func work(on mine: Arrival, _ store: any JobStore) async throws {
        while true {
            switch try await store.receive(mine) {
            case .begun(.send):
                tell("send \(mine.job.id)")
                let acceptance = Acceptance(channel: .sms, provider: "demo", providerMessageID: nil, segments: 1)
                guard case .ended(let event) = try await store.conclude(mine, .accepted(acceptance)) else { continue }
                return tell("ended \(event.id)")
            case .begun(.wait), .begun(.lost), .held: try await Task.sleep(for: .milliseconds(5))
            case .begun(.ended), .ended, .repeated, .duplicate: return
            }
        }
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
            async let refused = try? store.judge(job)
            async let repeated = try? store.judge(try copy(0))
            tell("together: \(await refused == nil) \(await repeated?.isHeld == true)")
            tell("begun: \((try? await store.begin(first)).map { "\($0)" } ?? "no")")
            unlink(filler)
            tell("after: \(try await store.judge(job)) \(try await store.begin(job))")
            return tell("first: \(try await store.begin(first))")
        }
    }
}

extension Judgement {
    fileprivate var isHeld: Bool {
        if case .held = self { true } else { false }
    }
}
