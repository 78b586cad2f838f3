import Dispatch
import Messages

/// Keeps what the preview shows: the texts as they are in the folder, what the judge says of them, and who listens.
actor PreviewDesk {
    /// What the page shows at one moment.
    struct State: Sendable {
        var version = 1
        /// `nil` until the texts could be read for the first time.
        var renderer: Renderer?
        /// Whether the folder holds something else, which cannot be rendered.
        var isStale = false
        var verdict: TemplateVerdict

        /// What breaks a rule is shown all the same, as long as the engine can make something of it.
        mutating func show(_ kit: PreviewKit) {
            do {
                renderer = kit.renderer(try verdict.draft())
                isStale = false
            } catch {
                isStale = true
            }
        }
    }

    private static let pause = Duration.milliseconds(50)
    /// For a change to come to rest.
    private static let rest = Duration.milliseconds(5)
    /// Versions that may wait for one reader: only the newest counts.
    private static let backlog = 1

    private let kit: PreviewKit
    private var watch: FolderWatch<TemplateFolder>
    private(set) var state: State
    private var listeners: [Int: AsyncStream<Int?>.Continuation] = [:]
    private var nextListener = 0

    init(_ kit: PreviewKit) {
        self.kit = kit
        let folder = TemplateFolder(kit.directory)
        watch = FolderWatch(folder)
        var state = State(verdict: kit.judge.verdict(on: folder))
        state.show(kit)
        self.state = state
    }

    /// - Returns: when to look again.
    func look() async -> Duration {
        let directory = kit.directory
        let folder = await aside { TemplateFolder(directory) }
        switch watch.notice(folder) {
        case .nothingNew: return Self.pause
        case .moving: return Self.rest
        case .changed:
            let judge = kit.judge
            state.verdict = await aside { judge.verdict(on: folder) }
            state.show(kit)
            state.version += 1
            tell(state.version)
            return Self.pause
        }
    }

    /// Without end: the version after each change, `nil` as a sign of life.
    func listen() -> AsyncStream<Int?> {
        let (versions, listener) = AsyncStream.makeStream(
            of: Int?.self, bufferingPolicy: .bufferingNewest(Self.backlog))
        let number = nextListener
        nextListener += 1
        listeners[number] = listener
        listener.onTermination = { _ in
            Task { await self.forget(number) }
        }
        return versions
    }

    func beat() {
        tell(nil)
    }

    private func tell(_ version: Int?) {
        for listener in listeners.values { listener.yield(version) }
    }

    private func forget(_ number: Int) {
        listeners[number] = nil
    }

    /// A judgement must not hold up the pages that ask.
    private func aside<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: body()) }
        }
    }
}
