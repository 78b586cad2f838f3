import Admission
import Cryptography
import Foundation
import Jobs
import Logging
import Stores
import Worker

/// Opens the store that the configuration names.
struct StoreDoor {
    let settings: Settings
    let logger: Logger

    init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Makes a database, and its folder, where there is none.
    func forWork() async throws(CommandFailure) -> any RuledStore & StoreDesk & NoteBoard {
        switch settings.store.place {
        case .redis(let url): return try await redis(url)
        case .sqlite(let path):
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try? FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            return try await sqlite(path)
        }
    }

    /// For people who help users. Never makes a database: a wrong path would be answered with "nothing is counted".
    func forDesk() async throws(CommandFailure) -> any StoreDesk & NoteBoard {
        switch settings.store.place {
        case .redis(let url): return try await redis(url)
        case .sqlite(let path):
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandFailure(.unavailable, "store.url: \(path): there is no store; the first worker makes it")
            }
            return try await sqlite(path)
        }
    }

    private func sqlite(_ path: String) async throws(CommandFailure) -> SQLiteStore {
        do {
            return try await SQLiteStore(
                path: path, rules: settings.rules, report: Self.report(settings.rules, to: logger),
                clock: { .wallClock })
        } catch {
            throw CommandFailure(.unavailable, "store.url: \(path): \(error)")
        }
    }

    /// What would keep it shut whatever the store is like. Connects to nothing.
    static func check(_ settings: StoreSettings) throws(CommandFailure) {
        if case .redis(let url) = settings.place { _ = try options(url, files: settings.tls) }
        try HashKey.check(settings)
    }

    private static func options(_ url: RedisURL, files: TLSFiles) throws(CommandFailure) -> RedisOptions {
        do {
            return try RedisOptions(url, files: files)
        } catch {
            throw CommandFailure(.configuration, "\(files.key(of: error.file, in: "store")): \(error)")
        }
    }

    /// Connects by itself, now and whenever the connection was lost.
    private func redis(_ url: RedisURL) async throws(CommandFailure) -> RedisStore {
        let watch = RedisWatch(logger: logger)
        let options = try Self.options(url, files: settings.store.tls)
        do {
            let connection = try await RedisConnection(options, onConnect: watch.hear)
            return RedisStore(connection, rules: settings.rules, report: Self.report(settings.rules, to: logger))
        } catch {
            throw CommandFailure(.internalFault, "\(error)")
        }
    }

    /// Counts and logs what steps notice under these rules.
    static func report(_ rules: AdmissionRules, to logger: Logger) -> @Sendable (Finding) -> Void {
        { [metrics = RuleMetrics(rules: rules)] finding in
            metrics.count(finding)
            FindingLog.report(finding, to: logger)
        }
    }
}
