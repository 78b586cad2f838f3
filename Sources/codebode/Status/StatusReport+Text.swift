import Jobs

extension StatusReport {
    /// For a person: what is wrong, then all there is.
    func text(isColoured: Bool) -> String {
        let ink = Ink(isOn: isColoured)
        return (head(ink) + [""] + queueLines(ink) + [""] + workerLines(ink) + [""] + wayLines(ink) + foot)
            .joined(separator: "\n")
    }

    private func head(_ ink: Ink) -> [String] {
        let title = "codebode \(Version.number), \(at.local(now: at))"
        let isWell = "√ Nothing is wrong, as far as can be seen from here."
        let problems = problems.map { problem in
            let line = "\(problem.severity.mark) \(problem.text.printable)"
            return problem.severity == .error ? ink.red(line) : ink.yellow(line)
        }
        return [title] + (problems.isEmpty ? [ink.green(isWell)] : problems)
    }

    private func queueLines(_ ink: Ink) -> [String] {
        var table = TextTable(
            ("QUEUE", .left), ("READY", .right), ("CONSUMERS", .right), ("OLDEST", .right), ("LAST TAKEN", .right),
            ("AGED", .right), (isManaged ? "UNACKED" : "", .right))
        // Without the store it is not known; with it, nothing was taken.
        let never = lastMinute == nil ? "?" : "-"
        for queue in inbound + aside {
            let isInbound = CodebodeTopology.routingKey(ofInbound: queue.name) != nil
            let flow = [
                number(queue.consumers), queue.ready == 0 ? "-" : queue.oldest.map { "≤ \($0.inWords)" } ?? "?",
                queue.taken.map { "\($0.inWords) ago" } ?? never, queue.takenAge?.inWords ?? never,
            ]
            let cells =
                [queue.name, number(queue.ready)] + (isInbound ? flow : flow.map { _ in "" })
                + [isManaged ? number(queue.unacknowledged) : ""]
            table.add(cells, mark: mark(isInbound ? problems(of: queue).first : nil))
        }
        return ink.headed(table)
    }

    private func workerLines(_ ink: Ink) -> [String] {
        guard lastMinute != nil else { return ["  WORKERS, GATEWAYS AND RELAYS: not known without the store"] }
        let versions = Set(workers.compactMap(\.note?.program))
        var table = TextTable(
            ("WORKER", .left), ("IN HAND", .right), ("UP FOR", .right), ("LAST HEARD", .right), ("STATE", .left),
            (versions.count > 1 ? "VERSION" : "", .left))
        for worker in workers {
            let cells = [
                worker.name, worker.note.map { "\($0.inFlight.grouped)/\($0.concurrency.grouped)" } ?? "?",
                worker.note.map { (Duration(seconds: $0.up) + worker.silence).inWords } ?? "?",
                "\(worker.silence.inWords) ago", worker.state,
                versions.count > 1 ? worker.note?.program ?? "?" : "",
            ]
            table.add(cells, mark: mark(problem(of: worker)))
        }
        return ink.headed(table)
    }

    private func wayLines(_ ink: Ink) -> [String] {
        guard !ways.isEmpty else { return [] }
        var table = TextTable(("WAY OUT", .left), ("CHANNEL", .left), ("BREAKER", .left))
        for way in ways {
            let states = way.workers.sorted { $0.key < $1.key }.map { "\($0.key) in \($0.value)" }
            let state = way.isSeenAlike ? way.stateInWords : states.joined(separator: ", ")
            table.add([way.name, way.channel, state], mark: mark(problem(of: way)))
        }
        return ink.headed(table) + [""]
    }

    private var foot: [String] {
        guard let lastMinute else { return [] }
        let refused = lastMinute.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.grouped)" }
        return [
            "  Last minute: \(lastMinute.received.grouped) received, \(lastMinute.sent.grouped) sent, "
                + "\(lastMinute.failed.grouped) failed, \(lastMinute.rejected.grouped) rejected, "
                + "\(lastMinute.waiting.grouped) put off.",
            "  Refused by limits: \(refused.isEmpty ? "none" : refused.joined(separator: ", ")).",
        ] + probes.map { "  Probe by \($0.channel), \($0.ago.inWords) ago: \($0.inWords)." }
    }

    private func mark(_ problem: StatusProblem?) -> Character { problem?.severity.mark ?? " " }

    private func number(_ number: Int?) -> String { number?.grouped ?? "?" }
}

extension StatusReport.Probe {
    fileprivate var inWords: String {
        let steps = [
            isWell ? nil : "failed", accepted.map { "accepted after \($0.inWords)" },
            delivered.map { "delivered after \($0.inWords)" },
        ]
        return steps.compactMap(\.self).joined(separator: ", ")
    }
}

extension StatusReport.Worker {
    fileprivate var state: String {
        if isSilent { return "silent" }
        guard let note else { return "unknown" }
        return note.isDraining ? "leaves" : note.broker == .connected ? "works" : "waits for RabbitMQ"
    }
}

/// Colours for a terminal, or none.
private struct Ink {
    let isOn: Bool

    func red(_ text: String) -> String { paint(text, "1;31") }
    func yellow(_ text: String) -> String { paint(text, "1;33") }
    func green(_ text: String) -> String { paint(text, "32") }

    func headed(_ table: TextTable) -> [String] {
        let lines = table.lines
        return [paint(lines[0], "1")] + lines.dropFirst()
    }

    private func paint(_ text: String, _ code: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

extension Duration {
    /// `0.4 s`, `40 s`, `12 min`, `5 h`, `3 d`
    var inWords: String {
        let seconds = self.seconds
        switch seconds {
        case ..<9.95: return "\(Double(Int64(seconds * 10 + 0.5)) / 10) s"
        case ..<120: return "\(Int64(seconds + 0.5)) s"
        case ..<7_200: return "\(Int64(seconds / 60)) min"
        case ..<172_800: return "\(Int64(seconds / 3_600)) h"
        default: return "\(Int64(seconds / 86_400)) d"
        }
    }
}

extension Int {
    /// `12,345`
    var grouped: String {
        let digits = String(magnitude)
        let groups = stride(from: digits.count % 3 - 3, to: digits.count, by: 3).compactMap { start -> Substring? in
            let part = digits.dropFirst(Swift.max(0, start)).prefix(Swift.min(3, start + 3))
            return part.isEmpty ? nil : part
        }
        return (self < 0 ? "-" : "") + groups.joined(separator: ",")
    }
}
