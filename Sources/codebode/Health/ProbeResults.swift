import EventLoop
import Jobs
import Metrics

/// What came of the last probes, for Prometheus and for this worker's note.
///
/// Each metric's handle is made with the first result: a nought before it would be an alarm.
final class ProbeResults: Sendable {
    private let factory: any MetricsFactory
    private let last = Locked<[Channel: ProbeResult]>([:])
    private let streaks = Locked<[Channel: ProbeStreak]>([:])

    init(factory: any MetricsFactory = MetricsSystem.factory) {
        self.factory = factory
    }

    var all: [Channel: ProbeResult] { last.withLock { $0 } }

    func note(_ result: ProbeResult, _ channel: Channel) {
        last.withLock { $0[channel] = result }
        gauge("codebode_probe_success", channel).set(result.isWell ? 1 : 0)
        let failures = streaks.withLock { streaks in
            streaks[channel, default: ProbeStreak()].add(result)
            return streaks[channel]?.failures ?? 0
        }
        gauge("codebode_probe_failures", channel).set(failures)
        for (end, span) in [("accepted", result.accepted), ("delivered", result.delivered)] {
            guard let span else { continue }
            gauge("codebode_probe_duration_seconds", channel, ("until", end)).set(span / .seconds(1))
        }
    }

    private func gauge(_ name: String, _ channel: Channel, _ labels: (String, String)...) -> Meter {
        Meter(label: name, dimensions: [("channel", channel.rawValue)] + labels, factory: factory)
    }
}
