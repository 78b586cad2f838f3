package import Admission
import EventLoop
package import Jobs

/// The shared store: one Redis (7 or newer, or Valkey) for all machines.
///
/// A step reads its rows, decides, and commits by a script that compares what it read; if another worker was sooner, it
/// begins again. Limits that many jobs share are not compared but counted in the script, so jobs to one country do not
/// hold one another up.
///
/// Leases and limits run by Redis' clock. Writes are as durable as Redis is told to make them: `appendfsync always`
/// survives a power cut, `everysec` may lose a second.
package struct RedisStore: RuledStore, StoreDesk {
    private struct Following: Sendable {
        let steps: JobSteps
        let report: @Sendable (Finding) -> Void
    }

    let connection: RedisConnection
    private let following: Locked<Following>
    let clock: @Sendable (Timestamp) -> Timestamp

    /// - Parameters:
    ///   - report: told what steps noticed.
    ///   - clock: what Redis' time is taken for.
    package init(
        _ connection: RedisConnection, rules: AdmissionRules, report: @escaping @Sendable (Finding) -> Void = { _ in },
        clock: @escaping @Sendable (Timestamp) -> Timestamp = { $0 }
    ) {
        self.connection = connection
        following = Locked(Following(steps: JobSteps(rules: rules), report: report))
        self.clock = clock
    }

    package func follow(_ rules: AdmissionRules, report: @escaping @Sendable (Finding) -> Void) {
        following.withLock { $0 = Following(steps: JobSteps(rules: rules), report: report) }
    }

    package func receive(_ arrival: Arrival) async throws(StoreError) -> Reception {
        try await step(over: rows(for: arrival)) { store, now throws(StoreError) in
            try steps.receive(arrival, in: &store, at: now)
        }
    }

    package func judge(_ arrival: Arrival) async throws(StoreError) -> Judgement {
        try await step(over: rows(for: arrival)) { store, now throws(StoreError) in
            try steps.judge(arrival, in: &store, at: now)
        }
    }

    package func begin(_ arrival: Arrival) async throws(StoreError) -> Beginning {
        try await step(over: arrival.claimRows) { store, now throws(StoreError) in
            try steps.begin(arrival, in: &store, at: now)
        }
    }

    package func conclude(_ arrival: Arrival, _ result: AttemptResult) async throws(StoreError) -> Conclusion {
        try await step(over: [.job(arrival.job.id)] + result.tags.map(RowKey.message)) {
            store, now throws(StoreError) in
            try steps.conclude(arrival, result, in: &store, at: now)
        }
    }

    package func reserve(_ segments: Int, of throttle: Throttle) async throws(StoreError) -> Duration? {
        try await step(over: []) { store, now throws(StoreError) in
            try steps.reserve(segments, of: throttle, in: &store, at: now)
        }
    }

    package func rescue(_ arrival: Arrival, by detour: Detour?) async throws(StoreError) -> Rescuing {
        try await step(over: arrival.claimRows) { store, now throws(StoreError) in
            try steps.rescue(arrival, by: detour, in: &store, at: now)
        }
    }

    package func endRescue(_ arrival: Arrival, isOver: Bool) async throws(StoreError) {
        try await step(over: [.job(arrival.job.id)]) { store, now throws(StoreError) in
            try steps.endRescue(arrival, isOver: isOver, in: &store, at: now)
        }
    }

    package func hear(_ tags: [MessageTag], isDelivered: Bool) async throws(StoreError) -> Hearing {
        try await step(over: tags.map(RowKey.message)) { store, now throws(StoreError) in
            try steps.hear(tags, isDelivered: isDelivered, in: &store, at: now)
        }
    }

    package func verify(_ id: JobID) async throws(StoreError) -> Bool {
        try await step(over: [.job(id)]) { store, now throws(StoreError) in
            try steps.verify(id, in: &store, at: now)
        }
    }

    package func tryOnce(_ suspect: Suspect) async throws(StoreError) -> Bool {
        try await step(over: [suspect.row]) { store, now throws(StoreError) in
            try steps.tryOnce(suspect, in: &store, at: now)
        }
    }

    package func acquit(_ suspect: Suspect) async throws(StoreError) {
        try await step(over: [suspect.row]) { store, now throws(StoreError) in
            try steps.acquit(suspect, in: &store, at: now)
        }
    }

    package func record(_ id: JobID) async throws(StoreError) -> JobRecord? {
        try await step(over: [.job(id)]) { store, _ throws(StoreError) in try store.record(id) }
    }

    package func counters(_ keys: [String]) async throws(StoreError) -> [Counters?] {
        try await step(over: keys.map(RowKey.counters)) { store, _ throws(StoreError) in
            try steps.counters(keys, in: &store)
        }
    }

    package func reset(_ keys: [String]) async throws(StoreError) {
        try await step(over: keys.map(RowKey.counters)) { store, now throws(StoreError) in
            try steps.reset(keys, in: &store, at: now)
        }
    }

    private var steps: JobSteps { following.withLock { $0.steps } }

    /// What it takes to judge a job: its row, its subject, and what the rules have counted.
    private func rows(for arrival: Arrival) -> [RowKey] {
        arrival.claimRows + steps.rules.counterKeys(of: arrival).map(RowKey.counters)
    }

    /// - Parameter rows: what the step will need, as far as can be known; what else it asks for costs another question.
    private func step<Answer: Sendable>(
        over rows: [RowKey], _ body: (inout Draft<RedisRows>, Timestamp) throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        var known = rows
        let giveUp = ContinuousClock.now + connection.options.timeout
        var moves = 0
        while ContinuousClock.now < giveUp {
            guard let (source, now) = try await read(known) else {
                moves += 1
                guard moves <= RedisConnection.mostMoves else {
                    throw StoreError(
                        .unavailable, "Redis: the cluster's node with the rows cannot be reached from here")
                }
                continue
            }
            var draft = Draft(source)
            let answer = Result { () throws(StoreError) in try body(&draft, now) }
            guard draft.source.missing.isEmpty else {
                known += draft.source.missing
                continue
            }
            let value = try answer.get()
            draft.keepStep()
            if let commit = RedisCommit(draft, at: now), try await !run(commit) { continue }
            let report = following.withLock { $0.report }
            for finding in draft.findings { report(finding) }
            return value
        }
        throw StoreError(.unavailable, "Redis: other workers changed the same rows all the time")
    }

    /// `nil` if a cluster has the rows elsewhere: the connection goes there now.
    private func read(_ keys: [RowKey]) async throws(StoreError) -> (RedisRows, Timestamp)? {
        let replies: [RedisReply]
        do {
            replies = try await connection.send([[Array("TIME".utf8)]] + keys.map(RedisRows.command))
        } catch {
            throw StoreError(error)
        }
        if replies.contains(where: { $0.errorCode == "MOVED" }) { return nil }
        guard replies.count == keys.count + 1, let time = Timestamp(replies[0]) else { throw StoreError(replies.first) }
        var rows = RedisRows()
        for (key, reply) in zip(keys, replies.dropFirst()) { rows.add(reply, for: key) }
        return (rows, clock(time))
    }

    /// False if something changed since it was read.
    private func run(_ commit: RedisCommit) async throws(StoreError) -> Bool {
        do throws(RedisError) {
            do throws(RedisError) {
                return try await connection.send(commit.command("EVALSHA", RedisScript.commitHash)) == .integer(1)
            } catch .refused(let text) where text.hasPrefix("NOSCRIPT") {
                return try await connection.send(commit.command("EVAL", RedisScript.commit)) == .integer(1)
            }
        } catch {
            throw StoreError(error)
        }
    }
}

extension Arrival {
    /// What it takes to go on with a job that is held.
    fileprivate var claimRows: [RowKey] { [.job(job.id), .subject(subject)] }
}

extension Suspect {
    fileprivate var row: RowKey { .counters(key) }
}

extension Timestamp {
    /// From the reply to `TIME`: seconds and microseconds.
    init?(_ reply: RedisReply) {
        guard case .array(let parts) = reply, parts.count == 2, case .bytes(let seconds) = parts[0],
            case .bytes(let rest) = parts[1], let seconds = Int64(String(decoding: seconds, as: UTF8.self)),
            let rest = Int64(String(decoding: rest, as: UTF8.self)), (0..<1_000_000).contains(rest),
            (0..<1_000_000_000_000).contains(seconds)
        else { return nil }
        self.init(microseconds: seconds * 1_000_000 + rest)
    }
}
