package import Jobs

/// Everything that decides a store step, besides the job, the store's rows and the time.
package struct AdmissionRules: Sendable {
    /// What to do when an attempt may or may not have reached the user.
    package enum OnUnknown: String, CaseIterable, Sendable {
        /// Send again: the same code twice does no harm, and the outcome says so.
        case resend
        case drop
    }

    package let life: LifePolicy
    package let limits: [Limit]
    /// The limits by what they count, as a store keeps it together; and the longest of their windows.
    let limitGroups: [(key: Limit.Key, limits: [Limit], window: Duration)]
    package let neighbours: NeighbourRule?
    package let unverified: UnverifiedRule?
    package let onUnknown: [JobKind: OnUnknown]
    /// Whether a job that does not say so may go by its other channel when the first one fails for good.
    package let fallback: Bool
    /// How many more times a job is sent at most after an attempt that may have reached the user.
    package let resends: Int
    /// How long a worker holds a job without renewing; every attempt ends before it.
    package let lease: Duration
    /// How long after a job's death its row still answers repeats.
    package let memory: Duration

    package init(
        life: LifePolicy, limits: [Limit], neighbours: NeighbourRule? = nil,
        unverified: UnverifiedRule? = nil, onUnknown: [JobKind: OnUnknown], fallback: Bool = false, resends: Int = 2,
        lease: Duration = .seconds(30), memory: Duration = .seconds(86_400)
    ) {
        self.life = life
        self.limits = limits
        limitGroups = Limit.Key.allCases.compactMap { key in
            let group = limits.filter { $0.key == key }
            return group.map(\.window).max().map { (key, group, $0) }
        }
        self.neighbours = neighbours
        self.unverified = unverified
        self.onUnknown = onUnknown
        self.fallback = fallback
        self.resends = resends
        self.lease = lease
        self.memory = memory
    }

    /// Under which keys the rules look for what they have counted, when this job is new.
    package func counterKeys(of arrival: Arrival) -> [String] {
        var keys = limitGroups.compactMap { arrival.keys.key($0.key) }
        if neighbours != nil, let block = arrival.keys.block { keys.append(block) }
        if unverified != nil, let region = arrival.codeRegion { keys.append(CounterKeys.conversion(region)) }
        return keys
    }

    /// Of the limits and the rules against fraud, as findings and outcomes call them.
    package var names: [String] { limits.map(\.name) + [neighbours?.name, unverified?.name].compactMap(\.self) }

    package func onUnknown(_ kind: JobKind) -> OnUnknown {
        onUnknown[kind] ?? .resend
    }

    /// The channel that a job may still try when its first one fails for good.
    package func otherChannel(of job: Job) -> Channel? {
        mayFallBack(job) ? job.otherChannel : nil
    }

    /// May another way be tried for a message that did not arrive?
    package func mayFallBack(_ job: Job) -> Bool {
        job.fallback ?? fallback
    }

    /// May a job be sent again of which `doubts` attempts may have reached the user?
    package func mayResend(_ kind: JobKind, after doubts: Int) -> Bool {
        switch onUnknown(kind) {
        case .resend: doubts <= resends
        case .drop: false
        }
    }
}
