import Dispatch
import EventLoop
import Foundation
import Gateways
import Logging
import Messages
import ServiceLifecycle
import UnixSignals
import Worker

/// What jobs are run by: the settings and texts on the disk, or the last ones that were in order.
///
/// 1. Reads all of them once a second. A watch on files would miss a volume of Kubernetes, where a link changes.
/// 2. Believes a change when two readings in a row are equal, so that nothing half-written or mixed is ever judged.
/// 3. Checks it as a start does, away from the threads that jobs run on; also when SIGHUP asks for it and nothing changed.
/// 4. Takes all of it as one, or refuses it as one: says why, and keeps what there was.
/// 5. Names what only a restart can change.
actor SettingsWatch: Service {
    private static let pause = Duration.seconds(1)
    /// For a change to come to rest.
    private static let rest = Duration.milliseconds(100)

    private let running: Settings
    private let environment: [String: String]
    private let manager: ServiceManager?
    private let exchange: @Sendable (Provision) async -> Void
    private let log: ReloadLog
    private let current: Locked<Provision>
    private var watch: FolderWatch<SettingsReading>
    /// What the provision was made of.
    private var used: SettingsReading
    /// Taken or refused last.
    private var decided: SettingsFiles
    /// Of the texts.
    private var folder: String
    private var isRefusing = false
    private var isAsked = false

    /// - Parameters:
    ///   - provision: what the process starts with.
    ///   - texts: as they were read for it.
    ///   - environment: stays as it is for as long as the process lives.
    ///   - exchange: lets the next jobs be run by another provision.
    init(
        _ provision: Provision, texts: TemplateFolder,
        environment: [String: String] = ProcessInfo.processInfo.environment, manager: ServiceManager? = nil,
        log: ReloadLog, exchange: @escaping @Sendable (Provision) async -> Void
    ) {
        running = provision.settings
        decided = provision.settings.files
        folder = provision.settings.texts.templates
        current = Locked(provision)
        used = SettingsReading(provision.settings.files, texts)
        watch = FolderWatch(used)
        self.environment = environment
        self.manager = manager
        self.exchange = exchange
        self.log = log
    }

    nonisolated var provision: Provision { current.withLock { $0 } }

    func run() async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup { group in
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { await self.ask() }
                }
                group.addTask {
                    var pause = Self.pause
                    while true {
                        try await Task.sleep(for: pause)
                        pause = await self.look()
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// The next look reads the settings anew, changed or not.
    func ask() {
        isAsked = true
        manager?.reloading()
    }

    /// - Returns: when to look again.
    func look() async -> Duration {
        let (path, environment, folder, isAsked) = (decided.path, environment, folder, isAsked)
        self.isAsked = false  // who asks from now on may mean what is not in this reading
        let reading = await aside { SettingsReading(path: path, environment: environment, texts: folder) }
        switch watch.notice(reading) {
        case .moving:
            self.isAsked = self.isAsked || isAsked
            return Self.rest
        case .nothingNew where !isAsked: return Self.pause
        case .nothingNew, .changed: break
        }
        guard isAsked || isRefusing || reading.files != decided else {
            await take(reading.texts)
            return Self.pause
        }
        return await reload(reading, isAsked: isAsked)
    }

    /// Other texts, and nothing else.
    private func take(_ texts: TemplateFolder) async {
        let judge = provision.settings.judge
        let verdict = await aside { judge.verdict(on: texts) }
        do {
            await use(provision.with(try verdict.templates()), of: SettingsReading(used.files, texts))
            log.took(verdict)
        } catch {
            log.refused(verdict)
        }
    }

    private func reload(_ reading: SettingsReading, isAsked: Bool) async -> Duration {
        if !isAsked { manager?.reloading() }
        let (environment, previous, logger) = (environment, provision, log.logger)
        do throws(CommandFailure) {
            let new = try await aside { () throws(CommandFailure) in
                do throws(SettingsError) {
                    return try Settings.read(reading.files, environment: environment)
                } catch {
                    throw CommandFailure(.configuration, error.description)
                }
            }
            if new.texts.templates != folder {
                folder = new.texts.templates
                self.isAsked = true  // once the texts there were read
                return Self.rest
            }
            let next = try await aside { () throws(CommandFailure) in
                try Provision(new, texts: reading.texts, after: previous, logger: logger)
            }
            let change = SettingsChange(from: previous.settings, to: new, running: running)
            let isNew = !change.names.isEmpty || reading.texts != used.texts
            await use(next, of: reading)
            log.took(change, isNew: isNew)
            isRefusing = false
        } catch {
            log.refused(error)
            isRefusing = true
        }
        decided = reading.files
        if !self.isAsked { manager?.reloaded() }
        return Self.pause
    }

    private func use(_ next: Provision, of reading: SettingsReading) async {
        used = reading
        current.withLock { $0 = next }
        await exchange(next)
    }

    /// Jobs share two or three threads; a judgement would hold up one of them.
    private func aside<Value: Sendable, Failure: Error>(
        _ body: @escaping @Sendable () throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async {
                continuation.resume(returning: Result { () throws(Failure) in try body() })
            }
        }
        return try result.get()
    }
}
