/// Where all tasks of one simulated process run.
final class LaneExecutor: TaskExecutor {
    let lane: Int
    private let scheduler: Confined<Scheduler>

    init(_ scheduler: Scheduler) {
        lane = scheduler.addLane()
        self.scheduler = Confined(scheduler)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        scheduler.value.enqueue(UnownedJob(job), on: self)
    }
}
