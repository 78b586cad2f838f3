/// One thing that an examination saw: a line of the report.
struct Observation: Sendable, Equatable {
    enum Grade: String, Sendable, CaseIterable {
        case well
        /// It works, and could be better.
        case advice
        /// It works, and will not for ever, or not as well as it seems.
        case warning
        /// Jobs are not delivered as they should be.
        case error
        /// What it rests on is not well.
        case skipped
    }

    let grade: Grade
    /// In one line, without a secret.
    let what: String
    /// What to do about it; nil where there is nothing to do.
    let remedy: String?

    static func well(_ what: String) -> Observation { Observation(grade: .well, what: what, remedy: nil) }

    static func advice(_ what: String, _ remedy: String) -> Observation {
        Observation(grade: .advice, what: what, remedy: remedy)
    }

    static func warning(_ what: String, _ remedy: String) -> Observation {
        Observation(grade: .warning, what: what, remedy: remedy)
    }

    static func error(_ what: String, _ remedy: String) -> Observation {
        Observation(grade: .error, what: what, remedy: remedy)
    }

    static func skipped(for reason: String) -> Observation {
        Observation(grade: .skipped, what: "not looked at: \(reason)", remedy: nil)
    }
}
