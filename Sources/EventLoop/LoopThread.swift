import CLinux
import Glibc

/// The thread behind an `EventLoop`, and all that only this thread may touch.
///
/// The thread itself holds this object, not the loop, so that a released loop can end it, even from its own last job.
final class LoopThread: @unchecked Sendable {  // because `inbox` is locked and the rest is the thread's own
    private struct Inbox {
        var jobs: [UnownedJob] = []
        /// Asked for after the last turn began.
        var mustTurn = false
        var isAsleep = false
        var isStopped = false
        var thread: pthread_t?
    }

    private let inbox = Locked(Inbox())
    private let epoll: Int32
    private let wakeUp: Int32
    private var handlers: [Int32: @Sendable (Readiness) -> Void] = [:]

    var deadline: (ContinuousClock.Instant, @Sendable () -> Void)?
    var beforeSleep: (@Sendable () -> Bool)?
    /// Valid while a job runs: the job's actor holds the loop.
    var executor: UnownedSerialExecutor?

    init() throws(EventLoopError) {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw EventLoopError(call: "epoll_create1", errno: errno) }
        wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard wakeUp >= 0 else {
            let error = EventLoopError(call: "eventfd", errno: errno)
            close(epoll)
            throw error
        }
        var event = epoll_event(events: EPOLLIN.rawValue, data: epoll_data(fd: wakeUp))
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, wakeUp, &event) == 0 else {
            let error = EventLoopError(call: "epoll_ctl", errno: errno)
            close(wakeUp)
            close(epoll)
            throw error
        }
    }

    deinit {
        close(wakeUp)
        close(epoll)
    }

    func start(name: String, stackSize: Int) throws(EventLoopError) {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))

        var thread = pthread_t()
        let this = Unmanaged.passRetained(self)  // released by the thread when it ends
        let code = inbox.withLock { inbox in
            let code = pthread_create(&thread, &attributes, runLoopThread, this.toOpaque())
            inbox.thread = code == 0 ? thread : nil
            return code
        }
        guard code == 0 else {
            this.release()
            throw EventLoopError(call: "pthread_create", errno: code)
        }
        pthread_setname_np(thread, String(name.prefix(15)))
    }

    func stop() {
        inbox.withLock { $0.isStopped = true }
        wake()
    }

    var isCurrent: Bool {
        guard let thread = inbox.withLock({ $0.thread }) else { return false }
        return pthread_equal(thread, pthread_self()) != 0
    }

    func enqueue(_ job: UnownedJob) {
        let mustWake = inbox.withLock { inbox in
            inbox.jobs.append(job)
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake { wake() }
    }

    func requestTurn() {
        let mustWake = inbox.withLock { inbox in
            inbox.mustTurn = true
            defer { inbox.isAsleep = false }
            return inbox.isAsleep
        }
        if mustWake { wake() }
    }

    private func wake() {
        eventfd_write(wakeUp, 1)
    }

    func watch(
        _ descriptor: Int32, for interest: Readiness, handler: @escaping @Sendable (Readiness) -> Void
    ) throws(EventLoopError) {
        let operation = handlers[descriptor] == nil ? EPOLL_CTL_ADD : EPOLL_CTL_MOD
        var event = epoll_event(events: interest.rawValue, data: epoll_data(fd: descriptor))
        guard epoll_ctl(epoll, operation, descriptor, &event) == 0 else {
            throw EventLoopError(call: "epoll_ctl", errno: errno)
        }
        handlers[descriptor] = handler
    }

    func unwatch(_ descriptor: Int32) {
        guard handlers.removeValue(forKey: descriptor) != nil else { return }
        var event = epoll_event()
        epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &event)
    }

    /// Turns until the loop is released.
    fileprivate func run() {
        var events = [epoll_event](repeating: epoll_event(), count: 256)
        while runJobs() {
            if beforeSleep?() == true { continue }
            let patience = fallAsleep()
            let count = epoll_wait(epoll, &events, Int32(events.count), patience)
            inbox.withLock { $0.isAsleep = false }
            for event in events.prefix(Int(max(0, count))) {
                dispatch(event)
            }
            fireDeadline()
        }
        handlers = [:]
        beforeSleep = nil
        deadline = nil
    }

    /// Runs what came in since the last turn; false once the loop is released, when no job can be left.
    private func runJobs() -> Bool {
        var batch: [UnownedJob] = []
        let isStopped = inbox.withLock { inbox in
            swap(&inbox.jobs, &batch)
            inbox.mustTurn = false
            return inbox.isStopped
        }
        guard let executor else { return !isStopped }
        for job in batch {
            job.runSynchronously(on: executor)
        }
        return !isStopped || !batch.isEmpty
    }

    /// How long to wait, in milliseconds; from here on `enqueue` wakes the thread.
    private func fallAsleep() -> Int32 {
        let mayWait = inbox.withLock { inbox in
            inbox.isAsleep = inbox.jobs.isEmpty && !inbox.mustTurn && !inbox.isStopped
            return inbox.isAsleep
        }
        guard mayWait else { return 0 }
        guard let (instant, _) = deadline else { return -1 }
        let left = instant - .now
        guard left > .zero else { return 0 }
        let milliseconds = left / .milliseconds(1)
        return milliseconds >= 3_600_000 ? 3_600_000 : Int32(milliseconds.rounded(.up))
    }

    private func dispatch(_ event: epoll_event) {
        if event.data.fd == wakeUp {
            var count: eventfd_t = 0
            eventfd_read(wakeUp, &count)
        } else {
            // A handler that ran before in this turn may have unwatched this one.
            handlers[event.data.fd]?(Readiness(rawValue: event.events))
        }
    }

    private func fireDeadline() {
        guard let (instant, handler) = deadline, instant <= .now else { return }
        deadline = nil
        handler()
    }
}

private func runLoopThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)  // signals belong to the main thread
    Unmanaged<LoopThread>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
