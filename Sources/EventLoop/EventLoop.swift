import Glibc

/// One thread that runs an actor's jobs between waits on epoll.
///
/// An actor that owns a C handle returns a loop from `unownedExecutor`; the compiler then proves that only this thread
/// sees the handle. Everything but `enqueue` and `requestTurn` is for the loop's own thread, that is, for code isolated
/// to such an actor.
///
/// One turn: run the jobs that came in, let `beforeSleep` finish what hides in library buffers, wait for descriptors,
/// jobs or the deadline, call their handlers.
///
/// Handlers capture their actor weakly: a turn may come between its last release and the end of the loop.
///
/// The thread ends when the loop is released. A job holds its actor and the actor holds the loop, so no job can be
/// left behind.
package final class EventLoop: SerialExecutor {
    private let thread: LoopThread

    /// - Parameters:
    ///   - name: shown by `top -H`; Linux keeps 15 bytes of it.
    ///   - stackSize: 4 MiB by default, because librabbitmq 0.11 decodes nested tables recursively.
    package init(name: String, stackSize: Int = 4 << 20) throws(EventLoopError) {
        thread = try LoopThread()
        thread.executor = asUnownedSerialExecutor()
        try thread.start(name: name, stackSize: stackSize)
    }

    deinit {
        thread.stop()
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        thread.enqueue(UnownedJob(job))
    }

    /// Makes the loop turn, so that `beforeSleep` looks for work; from any thread.
    package func requestTurn() {
        thread.requestTurn()
    }

    package func checkIsolated() {
        precondition(thread.isCurrent, "this code belongs to the thread of another actor")
    }

    package func isIsolatingCurrentContext() -> Bool? {
        thread.isCurrent
    }
}

extension EventLoop {
    /// Calls `handler` whenever `descriptor` is ready, until `unwatch`; a second call replaces the first.
    package func watch(
        _ descriptor: Int32,
        for interest: Readiness,
        handler: @escaping @Sendable (Readiness) -> Void
    ) throws(EventLoopError) {
        checkIsolated()
        try thread.watch(descriptor, for: interest, handler: handler)
    }

    /// To be called before the descriptor is closed; unknown descriptors are ignored.
    package func unwatch(_ descriptor: Int32) {
        checkIsolated()
        thread.unwatch(descriptor)
    }

    /// Calls `handler` once when `instant` has passed; replaces the deadline before. `nil` clears it.
    package func setDeadline(_ instant: ContinuousClock.Instant?, handler: @escaping @Sendable () -> Void = {}) {
        checkIsolated()
        thread.deadline = instant.map { ($0, handler) }
    }

    /// Calls `work` before each sleep, until it returns false ("nothing done, sleep").
    ///
    /// The place to drain library buffers: data hidden there makes no descriptor ready.
    package func beforeSleep(_ work: (@Sendable () -> Bool)?) {
        checkIsolated()
        thread.beforeSleep = work
    }
}
