import Cryptography
import Jobs

/// A body that no job can be made of.
struct UnreadableJob: Error {
    let rejection: Rejection
    /// The job's id, if the body gives one.
    let id: JobID?
    /// Of its seal.
    let fault: SealFault?

    init(_ rejection: Rejection, id: JobID? = nil, fault: SealFault? = nil) {
        self.rejection = rejection
        self.id = id
        self.fault = fault
    }
}
