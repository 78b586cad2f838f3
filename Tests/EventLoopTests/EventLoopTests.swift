import EventLoop
import Glibc
import Testing

/// An actor pinned to a loop, as the owners of C handles are.
private actor Pinned {
    private let loop: EventLoop
    private(set) var heard: [String] = []
    private(set) var hungUp = false
    private var waiting: CheckedContinuation<Void, Never>?
    private var idleTurns = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init() throws {
        loop = try EventLoop(name: "test")
    }

    /// As `top -H` shows it.
    func threadName() -> String {
        var name = [UInt8](repeating: 0, count: 16)
        let file = open("/proc/thread-self/comm", O_RDONLY)
        let count = Glibc.read(file, &name, name.count)
        close(file)
        return String(decoding: name.prefix(count).dropLast(), as: UTF8.self)
    }

    func isIsolated() -> Bool { loop.isIsolatingCurrentContext() ?? false }

    nonisolated var isIsolatedFromOutside: Bool { loop.isIsolatingCurrentContext() ?? true }

    func hearOne(from descriptor: Int32) async throws {
        try loop.watch(descriptor, for: .read) { [weak self] readiness in
            self?.assumeIsolated { $0.read(descriptor, readiness) }
        }
        await withCheckedContinuation { waiting = $0 }
    }

    private func read(_ descriptor: Int32, _ readiness: Readiness) {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        heard.append(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
        hungUp = !readiness.isDisjoint(with: .failed)
        loop.unwatch(descriptor)
        waiting?.resume()
        waiting = nil
    }

    func unwatch(_ descriptor: Int32) {
        loop.unwatch(descriptor)
    }

    func passDeadlines() async -> [String] {
        await withCheckedContinuation { slot in
            loop.setDeadline(.now + .seconds(3600)) { [weak self] in self?.assumeIsolated { $0.heard.append("never") } }
            loop.setDeadline(.now + .milliseconds(2)) { [weak self] in
                self?.assumeIsolated { actor in
                    actor.heard.append("deadline")
                    slot.resume()
                }
            }
        }
        return heard
    }

    func countTurnsBeforeSleep(_ wanted: Int) async -> Int {
        await withCheckedContinuation { slot in
            loop.beforeSleep { [weak self] in
                self?.assumeIsolated { actor in
                    actor.idleTurns += 1
                    if actor.idleTurns == wanted { slot.resume() }
                    return actor.idleTurns < wanted
                } ?? false
            }
        }
        loop.beforeSleep(nil)
        return idleTurns
    }
}

@Suite(.timeLimit(.minutes(1)))
struct EventLoopTests {
    @Test("an actor's jobs run on the loop's own named thread")
    func ownThread() async throws {
        let pinned = try Pinned()
        #expect(await pinned.threadName() == "test")
        #expect(await pinned.isIsolated())
        #expect(!pinned.isIsolatedFromOutside)
    }

    @Test("a ready descriptor reaches its handler, and one that hung up too")
    func descriptors() async throws {
        var pair: [Int32] = [0, 0]
        #expect(pipe(&pair) == 0)
        let (reader, writer) = (pair[0], pair[1])
        let pinned = try Pinned()
        async let first: Void = pinned.hearOne(from: reader)
        #expect(write(writer, "hello", 5) == 5)
        try await first
        async let second: Void = pinned.hearOne(from: reader)
        close(writer)
        try await second
        #expect(await pinned.heard == ["hello", ""])
        #expect(await pinned.hungUp)
        await pinned.unwatch(reader)
        await pinned.unwatch(reader)
        close(reader)
    }

    @Test("only the last deadline set fires")
    func deadline() async throws {
        #expect(try await Pinned().passDeadlines() == ["deadline"])
    }

    @Test("the loop does not sleep while there is work before sleep")
    func beforeSleep() async throws {
        #expect(try await Pinned().countTurnsBeforeSleep(5) == 5)
    }

    @Test("a descriptor that cannot be watched is an error, not a crash")
    func badDescriptor() async throws {
        let pinned = try Pinned()
        await #expect(throws: EventLoopError.self) { try await pinned.hearOne(from: 9999) }
    }

    @Test("ten thousand jobs from many tasks all run, one at a time")
    func manyJobs() async throws {
        let pinned = try Pinned()
        let isolated = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<10_000 { group.addTask { await pinned.isIsolated() } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(isolated == 10_000)
    }

    @Test("a released loop ends its thread")
    func releasedLoops() async throws {
        for _ in 0..<2_000 {
            // Each thread reserves 4 MiB of stack and two descriptors; leaking them would fail at the limit of 1,024.
            let pinned = try Pinned()
            #expect(await pinned.isIsolated())
        }
    }
}
