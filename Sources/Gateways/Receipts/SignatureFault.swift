/// What is wrong with a signature. The names are for a log.
package enum SignatureFault: String, Error, Sendable {
    /// Not there, there twice, or not in the form that the scheme has.
    case missing
    /// Made with another key, or for something else than what came.
    case wrong
    /// Made too long ago, or in the future.
    case outOfTime = "out_of_time"
}
