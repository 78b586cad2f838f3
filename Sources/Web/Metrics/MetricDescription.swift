/// What Prometheus is told of a metric besides its value; swift-metrics has no place for it.
package struct MetricDescription: Sendable {
    package enum Kind: Sendable, Equatable {
        case counter
        case gauge
        /// - Parameter bounds: the upper ones, rising; what is above the last is counted, too.
        case histogram([Double])
    }

    package let name: String
    package let kind: Kind
    /// In the order in which they are documented.
    package let labels: [String]
    package let help: String

    init(_ name: String, _ kind: Kind, _ labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }
}

extension MetricDescription.Kind {
    package var name: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
