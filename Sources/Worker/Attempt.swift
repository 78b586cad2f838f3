import Admission
import Jobs

/// One permission of the store to send.
struct Attempt {
    let arrival: Arrival
    /// From 1.
    let number: Int
    /// By the job's other channel.
    let isDetoured: Bool
    /// Before the store was asked; the lease runs from then on.
    let leaseFrom: ContinuousClock.Instant

    var job: Job { arrival.job }

    var channel: Channel {
        guard isDetoured else { return job.channel }
        return job.channel == .sms ? .email : .sms
    }
}
