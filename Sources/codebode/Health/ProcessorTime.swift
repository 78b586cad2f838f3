import Glibc
import Metrics
import Synchronization

/// What the process has used of the processor, told to a counter, which can only be added to.
final class ProcessorTime: Sendable {
    private let counter: FloatingPointCounter
    private let told = Mutex(0.0)

    init(_ counter: FloatingPointCounter) {
        self.counter = counter
    }

    func measure() {
        var time = timespec()
        guard clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0 else { return }
        let used = Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
        told.withLock { told in
            counter.increment(by: used - told)
            told = used
        }
    }
}
