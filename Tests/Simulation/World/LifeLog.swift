import Logging

/// Hears from a worker's log what it thinks of its ways out, and keeps nothing else.
struct LifeLog: LogHandler {
    private let life: Confined<Life>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    init(_ life: Life) {
        self.life = Confined(life)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard let state = event.metadata?["state"], let outlet = event.metadata?["outlet"] else { return }
        let (life, stage) = (life.value, life.value.stage)
        stage.coverage.count("breaker \(state)")
        stage.note("sees a way in another light", process: life.number, "\(outlet): \(state)")
        life.openedAt["\(outlet)"] = "\(state)" == "open" ? stage.now : nil
    }
}
