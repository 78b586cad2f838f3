/// Something that whoever is called at night should know first.
struct StatusProblem: Equatable {
    enum Severity: String {
        /// Codes do not go out, or it cannot be seen whether they do.
        case error
        case warning

        var mark: Character {
            switch self {
            case .error: "×"
            case .warning: "‼"
            }
        }
    }

    let severity: Severity
    let text: String
}

extension StatusReport {
    /// What codes are held to, from `issued_at` to a gateway; and how long one may lie that nobody takes.
    private static let slowness = Duration.seconds(10)

    /// The worst first.
    var problems: [StatusProblem] {
        let all =
            unknown.map { StatusProblem(severity: .error, text: $0) } + workerProblems + inbound.flatMap(problems(of:))
            + ways.compactMap(problem(of:)) + probes.compactMap(problem(of:)) + asideProblems
        return all.filter { $0.severity == .error } + all.filter { $0.severity == .warning }
    }

    private var workerProblems: [StatusProblem] {
        if lastMinute != nil, workers.isEmpty {
            return [StatusProblem(severity: .error, text: "no worker has written to the store in the last hour")]
        }
        let none = StatusProblem(severity: .error, text: "no worker is alive")
        return (lastMinute != nil && workers.allSatisfy(\.isSilent) ? [none] : []) + workers.compactMap(problem(of:))
    }

    func problem(of worker: Worker) -> StatusProblem? {
        func problem(_ severity: StatusProblem.Severity, _ text: String) -> StatusProblem {
            StatusProblem(severity: severity, text: "worker \(worker.name): \(text)")
        }
        if worker.isSilent {
            return problem(.warning, "silent for \(worker.silence.inWords): it was killed, or hangs")
        }
        guard let note = worker.note else { return problem(.warning, "another version wrote its note") }
        switch note.broker {
        case .away: return problem(.error, "no connection to RabbitMQ")
        case .blocked: return problem(.error, "RabbitMQ takes no messages: its memory or disk is short")
        case .connected: break
        }
        let full = (note.rooms ?? [:]).filter { $0.value.taken >= $0.value.size }.sorted { $0.key < $1.key }
        guard !full.isEmpty else { return nil }
        let kinds = full.map { "\($0.value.taken.grouped) \($0.key)" }.joined(separator: ", ")
        return problem(.warning, "as many jobs in hand as it may have: \(kinds)")
    }

    func problems(of queue: Queue) -> [StatusProblem] {
        guard isBrokerSeen else { return [] }
        guard let ready = queue.ready, let consumers = queue.consumers else {
            return [missing(queue)]
        }
        func problem(_ severity: StatusProblem.Severity, _ text: String) -> [StatusProblem] {
            [StatusProblem(severity: severity, text: "queue \(queue.name): \(text)")]
        }
        if consumers == 0 { return problem(.error, "nobody takes from it, and \(ready.grouped) wait") }
        if let taken = queue.taken, let age = queue.takenAge {
            if ready > 0, taken >= Self.slowness {
                return problem(.warning, "\(ready.grouped) wait, and none was taken for \(taken.inWords)")
            }
            if taken < .seconds(60), age >= Self.slowness {
                return problem(.warning, "jobs are \(age.inWords) old when they are taken")
            }
        }
        return []
    }

    func problem(of way: Way) -> StatusProblem? {
        if way.state == "closed" { return nil }
        let words = [
            way.trouble.map { "\(way.stateInWords) for \($0.inWords)" } ?? way.stateInWords,
            way.rest.map { "next attempt within \(max($0, .seconds(1)).inWords)" },
            way.isSeenAlike ? nil : "as \(way.workers[way.state] ?? 0) of \(way.seenBy) workers see it",
        ]
        let isOtherGood = ways.contains { $0.channel == way.channel && $0.isTakenBySome }
        return StatusProblem(
            severity: isOtherGood ? .warning : .error,
            text: "\(way.kind) \(way.name): " + words.compactMap(\.self).joined(separator: ", "))
    }

    private func problem(of probe: Probe) -> StatusProblem? {
        guard !probe.isWell else { return nil }
        let text = "the probe by \(probe.channel) of \(probe.ago.inWords) ago failed"
        return StatusProblem(severity: .error, text: text)
    }

    private var asideProblems: [StatusProblem] {
        guard isBrokerSeen else { return [] }
        return aside.compactMap { queue in
            guard let ready = queue.ready else { return missing(queue) }
            guard queue.name == CodebodeTopology.dead, ready > 0 else { return nil }
            return StatusProblem(
                severity: .warning,
                text: "\(ready.grouped) dead \(ready == 1 ? "letter" : "letters"): codebode dead list")
        }
    }

    private func missing(_ queue: Queue) -> StatusProblem {
        StatusProblem(
            severity: .error, text: "queue \(queue.name) does not exist: codebode topology declare makes it")
    }
}

extension StatusReport.Way {
    var kind: String { channel == "email" ? "relay" : "gateway" }

    var stateInWords: String { state == "on_trial" ? "on trial" : state }

    var seenBy: Int { workers.values.reduce(0, +) }

    /// There are workers that send by it.
    var isTakenBySome: Bool { workers["closed"] != nil || workers["recovering"] != nil }

    var isSeenAlike: Bool { workers.count == 1 }
}
