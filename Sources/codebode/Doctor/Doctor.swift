/// Examines a deployment: what is independent at once, what rests on something else after it, or not at all.
struct Doctor {
    /// What an examination saw.
    struct Report: Sendable {
        let examination: Examination
        let observations: [Observation]

        /// Nothing of it is well, so there is no ground for what rests on it.
        var isGroundless: Bool { observations.allSatisfy { [.error, .skipped].contains($0.grade) } }
    }

    /// Each after those that it needs.
    let examinations: [Examination]

    /// - Parameters:
    ///   - settings: or everything that is wrong with them.
    ///   - report: told in the order of the examinations, of each as soon as it is known.
    func examine(
        _ settings: Result<Settings, SettingsError>, report: (Report) async -> Void
    ) async {
        var pending: [String: Task<Report, Never>] = [:]
        for examination in examinations {
            let ground = examination.needs.compactMap { pending[$0] }
            pending[examination.name] = Task { await Self.report(on: examination, settings, ground: ground) }
        }
        for examination in examinations {
            if let known = await pending[examination.name]?.value { await report(known) }
        }
    }

    private static func report(
        on examination: Examination, _ settings: Result<Settings, SettingsError>, ground: [Task<Report, Never>]
    ) async -> Report {
        for other in ground {
            let other = await other.value
            guard !other.isGroundless else {
                return Report(
                    examination: examination, observations: [.skipped(for: "\(other.examination.name) is not well")])
            }
        }
        switch settings {
        case .success(let settings):
            return Report(examination: examination, observations: await examination.observe(settings))
        case .failure(let error):
            let remedy = "Mend it; config/codebode.yaml has every key and what it takes."
            return Report(examination: examination, observations: error.findings.map { .error($0, remedy) })
        }
    }
}

extension [Examination] {
    /// Those of these names or categories, and all that they need; all for no name.
    func chosen(by names: [String]) -> [Examination] {
        guard !names.isEmpty else { return self }
        var wanted = Set(filter { names.contains($0.name) || names.contains($0.category.rawValue) }.map(\.name))
        // What is needed comes earlier.
        for examination in reversed() where wanted.contains(examination.name) {
            wanted.formUnion(examination.needs)
        }
        return filter { wanted.contains($0.name) }
    }
}
