package import Jobs

extension JobSteps {
    /// Notes that a suspect is looked at once more. False, and nothing is noted, when `Suspect.mostTries` never ended.
    package func tryOnce(
        _ suspect: Suspect, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) -> Bool {
        // A damaged note tells nothing against it, and must not keep it from ever ending.
        guard let counters = try readable(suspect.key, in: &store) else { return true }
        guard (counters[Self.tries] ?? 0) < Suspect.mostTries else { return false }
        try store.change(suspect.key, [FieldChange(Self.tries, .add(1))], keepUntil: now + memoryOfSuspects)
        return true
    }

    /// The suspect's try has ended, and its worker lives: nothing is held against it.
    package func acquit(
        _ suspect: Suspect, in store: inout some StoreTransaction, at now: Timestamp
    ) throws(StoreError) {
        guard let counters = try readable(suspect.key, in: &store), counters[Self.tries] != nil else { return }
        try store.change(suspect.key, [FieldChange(Self.tries, .drop)], keepUntil: now)
    }

    /// No message is worth anything longer than that, nor is a signal.
    private var memoryOfSuspects: Duration {
        (rules.life.maximumLifetime.values.max() ?? .zero) + rules.memory
    }

    private static var tries: String { "tries" }
}
