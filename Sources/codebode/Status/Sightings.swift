import AMQP
import Admission

/// What one look brought to light, and where it saw nothing, why.
struct Sightings {
    /// By the queues' names.
    var depths: Result<[String: QueueDepth], CommandFailure>
    /// By the queues' names; `nil` where no management API is configured.
    var unacknowledged: Result<[String: Int], CommandFailure>?
    var notes: Result<[PostedNote], CommandFailure>
}
