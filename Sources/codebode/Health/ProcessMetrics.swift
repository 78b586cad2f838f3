import AMQP
import Foundation
import Glibc
import Jobs
import Metrics
import Transfers

/// Every metric of the process, its build and its connections, each handle made once; `docs/operations.md` says what each
/// is for.
struct ProcessMetrics: Sendable {
    private let connections: [(connection: AMQPConnection, up: Meter, blocked: Meter)]
    private let drain: DrainMark
    private let draining: Meter
    private let cpu: ProcessorTime
    private let residentMemory: Meter
    private let openFiles: Meter
    private let maxFiles: Meter

    init(
        connections: [String: AMQPConnection], drain: DrainMark, factory: any MetricsFactory = MetricsSystem.factory
    ) {
        func gauge(_ name: String, _ labels: (String, String)...) -> Meter {
            Meter(label: name, dimensions: labels, factory: factory)
        }
        self.connections = connections.map { name, connection in
            (
                connection, gauge("codebode_connection_up", ("connection", name)),
                gauge("codebode_connection_blocked", ("connection", name))
            )
        }
        self.drain = drain
        draining = gauge("codebode_draining")
        cpu = ProcessorTime(FloatingPointCounter(label: "process_cpu_seconds_total", factory: factory))
        residentMemory = gauge("process_resident_memory_bytes")
        openFiles = gauge("process_open_fds")
        maxFiles = gauge("process_max_fds")
        gauge("process_start_time_seconds").set(Double(Timestamp.wallClock.microseconds) / 1_000_000)
        gauge(
            "codebode_build_info", ("version", Version.number), ("curl", CurlGlobal.version),
            ("rabbitmq_c", AMQPLibrary.version)
        ).set(1)
    }

    func measure() {
        for (connection, up, blocked) in connections {
            up.set(connection.isConnected ? 1 : 0)
            blocked.set(connection.isBlocked ? 1 : 0)
        }
        draining.set(drain.isDraining ? 1 : 0)
        cpu.measure()
        if let pages = Self.residentPages { residentMemory.set(pages * Int(sysconf(Int32(_SC_PAGESIZE)))) }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            openFiles.set(files.count)
        }
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 { maxFiles.set(Double(limit.rlim_cur)) }
    }

    /// proc(5), `/proc/pid/statm`: the second number.
    private static var residentPages: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
