import InMemoryLogging
import Logging
import Testing

@testable import codebode

@Suite("A level that many loggers share")
struct LogLevelTests {
    @Test("counts for loggers that are there already, but not for one that has its own")
    func shared() {
        let (level, log) = (LogLevel(), InMemoryLogHandler())
        var base = log
        base.logLevel = .trace
        level.set(.info)
        let logger = Logger(label: "test") { [base] _ in LevelledHandler(base, level) }
        var quiet = logger
        quiet.logLevel = .error
        func say() -> [String] {
            logger.debug("a detail")
            logger.info("an event")
            quiet.warning("a warning")
            defer { log.clear() }
            return log.entries.map { "\($0.message)" }
        }
        #expect(say() == ["an event"])
        level.set(.debug)
        #expect(say() == ["a detail", "an event"])
        level.set(.warning)
        #expect(say() == [])
    }
}
