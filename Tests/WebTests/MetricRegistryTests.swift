import Foundation
import Metrics
import Synchronization
import Testing

@testable import Web

@Suite("Metrics, as Prometheus reads them")
final class MetricRegistryTests: Sendable {
    private static let catalogue: [MetricDescription] = [
        .init("t_jobs_total", .counter, ["kind", "answer"], "Jobs: a \\ and\na break."),
        .init("t_level_bytes", .gauge, [], "A level."),
        .init("t_wait_seconds", .histogram([0.001, 1, 10]), ["kind"], "A wait."),
    ]

    private let told = Mutex<[String]>([])

    private func registry() -> MetricRegistry {
        MetricRegistry(Self.catalogue) { _ in }
    }

    @Test("what was counted can be asked for by name and labels")
    func sum() {
        let registry = registry()
        for (kind, answer, count) in [("a", "x", 1), ("a", "y", 2), ("b", "x", 4), ("a\",answer=\"x", "z", 8)] {
            Counter(label: "t_jobs_total", dimensions: [("kind", kind), ("answer", answer)], factory: registry)
                .increment(by: count)
        }
        Meter(label: "t_level_bytes", factory: registry).set(4.5)
        let wait = Metrics.Timer(label: "t_wait_seconds", dimensions: [("kind", "a")], factory: registry)
        for nanoseconds in [1, 60_000_000_000] as [Int64] { wait.recordNanoseconds(nanoseconds) }
        #expect(registry.sum("t_jobs_total") == 15)
        #expect(registry.sum("t_jobs_total", ("kind", "a")) == 3)
        #expect(registry.sum("t_jobs_total", ("answer", "x")) == 5)
        #expect(registry.sum("t_jobs_total", ("answer", "x"), ("kind", "b")) == 4)
        #expect(registry.sum("t_jobs_total", ("kind", "c")) == 0)
        #expect(registry.sum("t_level_bytes") == 4.5)
        #expect(registry.sum("t_wait_seconds") == 2)
        #expect(registry.sum("nowhere") == 0)
    }

    @Test("each family once with its help, each series once, in one order; a histogram adds up")
    func page() {
        let registry = registry()
        let wait = Metrics.Timer(label: "t_wait_seconds", dimensions: [("kind", "a")], factory: registry)
        for nanoseconds in [1_000_000, 1_000_001, 500_000_000, 3_000_000_000, 60_000_000_000] as [Int64] {
            wait.recordNanoseconds(nanoseconds)
        }
        let level = Meter(label: "t_level_bytes", factory: registry)
        level.set(4.5)
        level.increment()
        level.decrement(by: 6)
        for (kind, answer) in [("b", "x"), ("a", "x"), ("a", "x")] {
            Counter(label: "t_jobs_total", dimensions: [("kind", kind), ("answer", answer)], factory: registry)
                .increment(by: 2)
        }
        #expect(
            registry.page == #"""
                # HELP t_jobs_total Jobs: a \\ and\na break.
                # TYPE t_jobs_total counter
                t_jobs_total{answer="x",kind="a"} 4
                t_jobs_total{answer="x",kind="b"} 2
                # HELP t_level_bytes A level.
                # TYPE t_level_bytes gauge
                t_level_bytes -0.5
                # HELP t_wait_seconds A wait.
                # TYPE t_wait_seconds histogram
                t_wait_seconds_bucket{kind="a",le="0.001"} 1
                t_wait_seconds_bucket{kind="a",le="1.0"} 3
                t_wait_seconds_bucket{kind="a",le="10.0"} 4
                t_wait_seconds_bucket{kind="a",le="+Inf"} 5
                t_wait_seconds_sum{kind="a"} 63.502000001
                t_wait_seconds_count{kind="a"} 5

                """#)
    }

    @Test("labels in another order are the same series; what would break the page is escaped")
    func labels() {
        let registry = registry()
        let odd = "a\"b\\c\nd€"
        Counter(label: "t_jobs_total", dimensions: [("answer", odd), ("kind", "k")], factory: registry).increment()
        Counter(label: "t_jobs_total", dimensions: [("kind", "k"), ("answer", odd)], factory: registry).increment()
        #expect(registry.page.hasSuffix("t_jobs_total{answer=\"a\\\"b\\\\c\\nd€\",kind=\"k\"} 2\n"))
    }

    @Test("a metric that is unknown, of another kind or with other labels is told, shown nowhere, and stops nobody")
    func mistakes() {
        let registry = MetricRegistry(Self.catalogue) { [unowned self] name in told.withLock { $0.append(name) } }
        Counter(label: "t_unknown_total", factory: registry).increment()
        Counter(label: "t_level_bytes", factory: registry).increment()
        Counter(label: "t_jobs_total", dimensions: [("kind", "a")], factory: registry).increment()
        Meter(label: "t_wait_seconds", dimensions: [("kind", "a")], factory: registry).set(1)
        Recorder(label: "t_jobs_total", dimensions: [("kind", "a")], factory: registry).record(1)
        Metrics.Timer(label: "t_level_bytes", factory: registry).recordNanoseconds(1)
        #expect(
            told.withLock { $0 } == [
                "t_unknown_total", "t_level_bytes", "t_jobs_total", "t_wait_seconds", "t_jobs_total", "t_level_bytes",
            ])
        #expect(registry.page.isEmpty)
    }

    @Test("nothing is lost when many count at once")
    func together() async {
        let registry = registry()
        let jobs = Counter(label: "t_jobs_total", dimensions: [("kind", "a"), ("answer", "b")], factory: registry)
        let level = Meter(label: "t_level_bytes", factory: registry)
        let wait = Metrics.Timer(label: "t_wait_seconds", dimensions: [("kind", "a")], factory: registry)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<10_000 {
                        jobs.increment()
                        level.increment()
                        wait.recordNanoseconds(500_000_000)
                    }
                }
            }
        }
        for line in [
            #"t_jobs_total{answer="b",kind="a"} 80000"#, "t_level_bytes 80000", #"t_wait_seconds_sum{kind="a"} 40000"#,
            #"t_wait_seconds_bucket{kind="a",le="1.0"} 80000"#,
        ] {
            #expect(registry.page.contains(line + "\n"))
        }
    }

    @Test("a counter only rises")
    func rising() {
        let registry = registry()
        let jobs = Counter(label: "t_jobs_total", dimensions: [("kind", "a"), ("answer", "b")], factory: registry)
        jobs.increment(by: 3)
        jobs.increment(by: -2)
        jobs.reset()
        #expect(registry.page.contains("} 3\n"))
    }

    @Test("the catalogue keeps to Prometheus' rules for names, units and buckets")
    func catalogue() {
        let all = MetricCatalogue.all
        #expect(Set(all.map(\.name)).count == all.count)
        for metric in all {
            let name = metric.name
            #expect(name.hasPrefix("codebode_") || name.hasPrefix("process_"), "\(name)")
            #expect(metric.help.hasSuffix(".") && !metric.help.contains("  "), "\(name)")
            #expect(!metric.labels.contains { ["le", "quantile"].contains($0) }, "\(name)")
            switch metric.kind {
            case .counter: #expect(name.hasSuffix("_total"), "\(name)")
            case .gauge: #expect(!name.hasSuffix("_total"), "\(name)")
            case .histogram(let bounds):
                #expect(name.hasSuffix("_seconds"), "\(name)")
                #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count, "\(name)")
                #expect(bounds.count < HistogramCell.capacity, "\(name)")
            }
        }
    }

    @Test("the documentation lists every metric with its kind and labels, and no other")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let text = try String(contentsOf: root.appending(path: "docs/operations.md"), encoding: .utf8)
        let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `codebode_") || $0.hasPrefix("| `process_") }
        let expected = MetricCatalogue.all.map { metric in
            let labels = metric.labels.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(metric.name)` | \(metric.kind.name) | \(labels.isEmpty ? "–" : labels) | \(metric.help) |"
        }
        #expect(rows.map(String.init) == expected)
    }
}
