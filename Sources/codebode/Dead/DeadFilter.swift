import ArgumentParser
import Jobs

/// Which letters are meant; all of them where nothing is said.
struct DeadFilter: ParsableArguments {
    @Option(help: ArgumentHelp("Only the letter of this job; may be given more than once.", valueName: "id"))
    var id: [String] = []

    @Option(
        help: ArgumentHelp(
            "Only those set aside for this reason: \(DeathReason.names.joined(separator: ", ")).", valueName: "reason"))
    var reason: String?

    @Option(help: ArgumentHelp("Only of this kind: send_code, …, or signals.", valueName: "kind"))
    var kind: String?

    @Option(help: ArgumentHelp("Look at so many at most, from the oldest on.", valueName: "count"))
    var limit = 1_000

    /// What nobody has looked at is sent on only if just that is asked for.
    func maySendOn(_ letter: DeadLetter) -> Bool {
        switch letter.state {
        case .alive: true
        case .unread: !id.isEmpty || reason == letter.reason.name
        case .expired, .tooLate, .sealed, .unreadable: false
        }
    }

    func validate() throws {
        if let reason, !DeathReason.names.contains(reason) {
            throw ValidationError("--reason: one of \(DeathReason.names.joined(separator: ", ")) is expected.")
        }
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit: 1 to 10000 is expected.") }
    }

    func chosen(of letters: [DeadLetter]) throws(CommandFailure) -> [DeadLetter] {
        var ids: [JobID] = []
        for text in id {
            // What is no id may be an address in the wrong place: it is not repeated.
            guard let id = JobID(text) else { throw CommandFailure(.badInput, "--id: this is no job's id") }
            ids.append(id)
        }
        return letters.filter { letter in
            (ids.isEmpty || letter.id.map(ids.contains) == true) && (reason == nil || letter.reason.name == reason)
                && (kind == nil || letter.kind == kind)
        }
    }
}
