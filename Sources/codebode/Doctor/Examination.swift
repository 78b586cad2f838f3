/// One question to a deployment. It changes nothing, and nothing is ever sent to anybody.
struct Examination: Sendable {
    enum Category: String, Sendable, CaseIterable {
        case configuration, machine, broker, store, ways
    }

    /// Also the end of its anchor in docs/operations.md.
    let name: String
    let category: Category
    /// For `--list`.
    let question: String
    /// Others that come earlier, without which there is nothing to look at.
    var needs = ["settings"]
    /// Nil for what waits for nobody.
    var limit: Duration? = .seconds(5)
    let look: @Sendable (Settings) async -> [Observation]

    /// Always says something, and in time.
    func observe(_ settings: Settings) async -> [Observation] {
        guard let limit else { return await look(settings) }
        // Not a task group, which would wait for a call into a C library as well.
        let (answers, answer) = AsyncStream.makeStream(of: [Observation].self)
        let work = Task { answer.yield(await look(settings)) }
        let alarm = Task {
            guard (try? await Task.sleep(for: limit)) != nil else { return }
            answer.yield([
                .error("no answer within \(limit.components.seconds) s", "Is the network or the machine slow?")
            ])
        }
        defer {
            work.cancel()
            alarm.cancel()
        }
        for await first in answers { return first }
        return []
    }
}
