import Jobs
import Metrics

/// What came of the last probe. Each handle is made with the first result: a nought before it would be an alarm.
struct ProbeMetrics: Sendable {
    private let factory: any MetricsFactory

    init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }

    func note(success isWell: Bool, _ channel: Channel) {
        gauge("codebode_probe_success", channel).set(isWell ? 1 : 0)
    }

    /// Both from the moment at which the probe was due.
    func note(accepted span: Duration, _ channel: Channel) {
        gauge("codebode_probe_duration_seconds", channel, ("until", "accepted")).set(span / .seconds(1))
    }

    func note(delivered span: Duration, _ channel: Channel) {
        gauge("codebode_probe_duration_seconds", channel, ("until", "delivered")).set(span / .seconds(1))
    }

    private func gauge(_ name: String, _ channel: Channel, _ labels: (String, String)...) -> Meter {
        Meter(label: name, dimensions: [("channel", channel.rawValue)] + labels, factory: factory)
    }
}
