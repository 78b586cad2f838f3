/// Why a worker gives a message up: to the dead letters, where a person can see it.
package enum SetAsideReason: String, CaseIterable, Sendable {
    /// A signal that cannot be read. A job's publisher is told instead.
    case unreadable
    /// A signal that the store could not take for as long as it would have known the job.
    case waitedTooLong = "waited_too_long"
    /// Each time that it was tried its worker did not live to tell.
    case crashed
}
