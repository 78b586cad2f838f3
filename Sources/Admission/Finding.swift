package import Jobs

/// What a store step noticed, beside its answer. Names rules of the configuration, never a person.
package enum Finding: Sendable, Equatable {
    /// A rule refused a job.
    case refused(JobID, rule: String)
    /// A rule that only records would have refused it.
    case wouldRefuse(JobID, rule: String)
    /// What a limit has counted cannot be read; its `on_store_failure` decided.
    case unreadable(JobID, rule: String)
    /// The store has forgotten a job that it had promised to remember.
    case forgotten(JobID)
}
