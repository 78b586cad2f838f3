import Logging

/// Counts what the worker says of breakers and of findings, and keeps nothing.
struct CoverageLog: LogHandler {
    let coverage: Confined<Coverage>
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.notice

    init(_ coverage: Coverage) {
        self.coverage = Confined(coverage)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        guard let state = event.metadata?["state"] else { return }
        coverage.value.count("breaker \(state)")
    }
}
