import Jobs
import Metrics

/// Makes a room's handles, each with `codebode_` before its name.
struct MetricMaker {
    let factory: any MetricsFactory

    func counter(_ name: String, _ labels: (String, String)...) -> Counter {
        Counter(label: "codebode_" + name, dimensions: labels, factory: factory)
    }

    func gauge(_ name: String, _ labels: (String, String)...) -> Meter {
        Meter(label: "codebode_" + name, dimensions: labels, factory: factory)
    }

    func timer(_ name: String, _ labels: (String, String)...) -> Metrics.Timer {
        Metrics.Timer(label: "codebode_" + name, dimensions: labels, factory: factory)
    }

    /// For each kind of job and each channel.
    func timers(_ name: String) -> Table<JobKind, Table<Channel, Metrics.Timer>> {
        Table(JobKind.allCases) { kind in
            Table(Channel.allCases) { timer(name, ("kind", kind.rawValue), ("channel", $0.rawValue)) }
        }
    }
}
