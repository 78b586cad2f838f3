import Glibc
import Logging

/// ## Configuration keys
/// - `log.level`: `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical`.
/// - `log.format`: `json`, or `text`, which is the default on a terminal.
struct LogSettings: Sendable {
    enum Format: String, CaseIterable, Sendable {
        case json
        case text
    }

    let level: Logger.Level
    let format: Format

    init(level: Logger.Level, format: Format) {
        self.level = level
        self.format = format
    }

    init(from reader: inout SettingsReader) {
        level = reader.choice("log.level", default: .info)
        format = reader.choice("log.format", default: isatty(STDERR_FILENO) == 1 ? .text : .json)
    }
}
