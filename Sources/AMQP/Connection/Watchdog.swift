import EventLoop
import Glibc

/// Ends a connection whose thread is stuck: a librabbitmq call may wait for ever on a broker that went silent, and then
/// only somebody else can shut the socket down (0.11: any write, and `amqp_try_recv`).
final class Watchdog: Sendable {
    private struct Guarded {
        /// The connection's own duplicate, so that the number cannot come to mean another socket.
        let descriptor: Int32
        let patience: Duration
        var lastBeat: ContinuousClock.Instant
        let patrol: Task<Void, Never>
    }

    private let guarded = Locked<Guarded?>(nil)

    /// Looks a few times per `patience` whether the thread still beats. `descriptor` must stay open until `disarm`.
    func arm(_ descriptor: Int32, patience: Duration) {
        let patrol = Task.detached { [weak self] in
            while (try? await Task.sleep(for: patience / 4)) != nil, let self, !inspect(at: .now) {}
        }
        guarded.withLock {
            $0 = Guarded(descriptor: descriptor, patience: patience, lastBeat: .now, patrol: patrol)
        }
    }

    /// The thread made progress.
    func beat() {
        guarded.withLock { $0?.lastBeat = .now }
    }

    func disarm() {
        guarded.withLock { $0.take() }?.patrol.cancel()
    }

    /// Shuts the socket down if the thread was silent for too long; says whether it did.
    func inspect(at now: ContinuousClock.Instant) -> Bool {
        guarded.withLock { guarded in
            guard let it = guarded, now - it.lastBeat > it.patience else { return false }
            shutdown(it.descriptor, Int32(SHUT_RDWR))
            return true
        }
    }
}
