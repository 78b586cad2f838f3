import EventLoop
import Logging

/// Keeps what is logged, and lets a test wait for a line.
final class LogRecorder: Sendable {
    struct Line: Sendable {
        let level: Logger.Level
        let message: String
        let metadata: Logger.Metadata

        func value(_ key: String) -> String { metadata[key].map { "\($0)" } ?? "" }
    }

    private struct State {
        var lines: [Line] = []
        var waiting: [(message: String, slot: CheckedContinuation<Line, Never>)] = []
    }

    private let state = Locked(State())

    var lines: [Line] { state.withLock { $0.lines } }

    var logger: Logger {
        Logger(label: "test") { _ in Handler(recorder: self) }
    }

    /// The first line with this message, whether it was logged already or not.
    func line(_ message: String) async -> Line {
        await withCheckedContinuation { slot in
            let line = state.withLock { state in
                let line = state.lines.first { $0.message == message }
                if line == nil { state.waiting.append((message, slot)) }
                return line
            }
            if let line { slot.resume(returning: line) }
        }
    }

    private func record(_ line: Line) {
        let slots = state.withLock { state in
            state.lines.append(line)
            defer { state.waiting.removeAll { $0.message == line.message } }
            return state.waiting.filter { $0.message == line.message }.map(\.slot)
        }
        for slot in slots { slot.resume(returning: line) }
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level = .trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            recorder.record(Line(level: event.level, message: "\(event.message)", metadata: all))
        }
    }
}
