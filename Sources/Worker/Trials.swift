/// What one delivery of a job has met.
struct Trials {
    /// The ways that were tried, and are not tried again before the job comes back.
    var names: Set<String> = []
    /// How long a way asks the message to wait before it is tried there again.
    var wait: Duration?
}
