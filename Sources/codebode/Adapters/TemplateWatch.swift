import Dispatch
import EventLoop
import Logging
import Messages
import ServiceLifecycle
import Worker

/// The texts that go out: those of the folder, or the last ones that kept all rules.
///
/// 1. Reads the whole folder once a second. A watch on files would miss a volume of Kubernetes, where a link changes.
/// 2. Believes a change when two readings in a row are equal, so that nothing half-written or mixed is ever judged.
/// 3. Lets the judge look at it, away from the threads that jobs run on.
/// 4. Takes it as one, or refuses it as one: says why, and keeps what there was.
actor TemplateWatch: Service {
    private static let pause = Duration.seconds(1)
    /// For a change to come to rest.
    private static let rest = Duration.milliseconds(100)
    /// More are found by `codebode templates check`.
    private static let loggedFindings = 20

    private let settings: Settings
    private let metrics: TemplateMetrics
    private let logger: Logger
    private let current: Locked<Renderer>
    private var watch: FolderWatch

    /// - Throws: when the texts that are there now cannot be used.
    init(_ settings: Settings, metrics: TemplateMetrics, logger: Logger) throws(CommandFailure) {
        self.settings = settings
        self.metrics = metrics
        self.logger = logger
        let folder = TemplateFolder(settings.texts.templates)
        do {
            current = Locked(settings.renderer(of: try settings.judge.verdict(on: folder).templates()))
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
        watch = FolderWatch(folder)
    }

    nonisolated var renderer: Renderer { current.withLock { $0 } }

    func run() async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            var pause = Self.pause
            while true {
                try await Task.sleep(for: pause)
                pause = await self.look()
            }
        }
    }

    /// - Returns: when to look again.
    func look() async -> Duration {
        let path = settings.texts.templates
        let folder = await aside { TemplateFolder(path) }
        switch watch.notice(folder) {
        case .nothingNew: return Self.pause
        case .moving: return Self.rest
        case .changed:
            let judge = settings.judge
            use(await aside { judge.verdict(on: folder) })
            return Self.pause
        }
    }

    private func use(_ verdict: TemplateVerdict) {
        do {
            let renderer = settings.renderer(of: try verdict.templates())
            current.withLock { $0 = renderer }
            metrics.countTaken()
            logger.notice("changed texts are used from now on", metadata: ["warnings": "\(verdict.warnings)"])
        } catch {
            metrics.countRefused()
            logger.error(
                "changed texts are refused, the last good ones stay", metadata: ["errors": "\(verdict.errors)"])
            for finding in verdict.findings.lazy.filter({ $0.severity == .error }).prefix(Self.loggedFindings) {
                logger.error("this keeps the texts from being used", metadata: ["finding": "\(finding)"])
            }
        }
    }

    /// Jobs share two or three threads; a judgement would hold up one of them.
    private func aside<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: body()) }
        }
    }
}
