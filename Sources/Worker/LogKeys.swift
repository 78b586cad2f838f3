import Jobs
import Logging

/// Every key that the worker's log lines may carry. Values are ids, classes and codes: addresses mask themselves.
enum LogKey: String {
    case answer
    case attempt
    case error
    case field
    case job
    case kind
    case note
    case outlet
    case reason
    case result
    case state
    case trace = "trace_id"
}

extension Logger.Metadata {
    init(_ pairs: KeyValuePairs<LogKey, String>) {
        self.init(uniqueKeysWithValues: pairs.map { ($0.rawValue, .string($1)) })
    }

    /// With the publisher's trace, where there is one.
    init(_ trace: TraceParent?, _ pairs: KeyValuePairs<LogKey, String>) {
        self.init(pairs)
        if let trace { self[LogKey.trace.rawValue] = .string(trace.id) }
    }
}
