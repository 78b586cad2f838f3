/// One thread, virtual time: runs whatever can run, one piece at a time in an order drawn from the seed, and when nothing
/// can, lets time jump to the next timer.
final class Scheduler {
    private struct Ready {
        let job: UnownedJob
        let executor: LaneExecutor
    }

    /// The tasks of one process. While it is stopped (SIGSTOP) nothing of it runs.
    private struct Lane {
        var isStopped = false
        var held: [Ready] = []
    }

    /// Microseconds since the run began.
    private(set) var now: Int64 = 0
    /// Pieces of code run between two suspensions.
    private(set) var steps = 0
    private let seed: UInt64
    private var ready: [Ready] = []
    private var timers = Timers()
    private var lanes: [Lane] = []

    init(seed: UInt64) {
        self.seed = seed
    }

    func addLane() -> Int {
        lanes.append(Lane())
        return lanes.count - 1
    }

    func after(_ span: Int64, _ act: @escaping () -> Void) {
        timers.add(at: now + max(0, span), act)
    }

    func sleep(_ span: Int64) async {
        await withUnsafeContinuation { continuation in after(span) { continuation.resume() } }
    }

    func enqueue(_ job: UnownedJob, on executor: LaneExecutor) {
        let piece = Ready(job: job, executor: executor)
        if lanes[executor.lane].isStopped {
            lanes[executor.lane].held.append(piece)
        } else {
            ready.append(piece)
        }
    }

    func stop(_ lane: Int) {
        lanes[lane].isStopped = true
        lanes[lane].held += ready.filter { $0.executor.lane == lane }
        ready.removeAll { $0.executor.lane == lane }
    }

    func goOn(_ lane: Int) {
        lanes[lane].isStopped = false
        ready += lanes[lane].held
        lanes[lane].held = []
    }

    /// Until nothing is left to happen.
    ///
    /// - Returns: false if that is not so by `moment`, or after so many `steps` in all.
    func run(until moment: Int64, steps most: Int) -> Bool {
        while steps < most {
            if let piece = pick() {
                steps += 1
                piece.job.runSynchronously(on: piece.executor.asUnownedTaskExecutor())
            } else if let next = timers.next {
                guard next <= moment else { return false }
                now = next
                timers.take()?()
            } else {
                return true
            }
        }
        return false
    }

    private func pick() -> Ready? {
        guard ready.count > 1 else { return ready.popLast() }
        // By the moment, not by a count: what happens elsewhere in the run changes nothing here.
        let index = Int(Fate.draw(seed, UInt64(now)) % UInt64(ready.count))
        ready.swapAt(index, ready.count - 1)
        return ready.removeLast()
    }
}
