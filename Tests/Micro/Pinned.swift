import EventLoop

/// An actor pinned to a thread, as the owners of C handles are.
actor Pinned {
    private let loop: EventLoop
    private(set) var counted = 0

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    init() throws {
        loop = try EventLoop(name: "micro")
    }

    func count() { counted += 1 }
}
