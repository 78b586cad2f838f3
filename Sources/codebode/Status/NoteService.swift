import Admission
import Logging
import ServiceLifecycle

/// Keeps a worker's note in the store up to date, and takes it away when the worker leaves well. A store that does not
/// take it is no reason to stop, nor to complain: jobs will.
struct NoteService: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(5)
    /// The connections come about in this time, where they can.
    private static let firstPause = Duration.seconds(1)

    let taker: NoteTaker
    let board: any NoteBoard
    let logger: Logger

    var description: String { "notes" }

    func run() async {
        let name = NoteTaker.name
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            var window = MinuteWindow()
            var pause = Self.firstPause
            window.add(taker.totals, at: .now)
            while true {
                try await Task.sleep(for: pause)
                window.add(taker.totals, at: .now)
                await post(await taker.note(of: window.growth, at: .wallClock), of: name)
                pause = Self.pause
            }
        }
        do {
            try await board.takeDown(name)
        } catch {
            logger.debug("the worker's note stays in the store", metadata: ["error": "\(error)"])
        }
    }

    private func post(_ note: WorkerNote, of name: String) async {
        do {
            try await board.post(note.bytes, of: name)
        } catch {
            logger.debug("the store did not take the worker's note", metadata: ["error": "\(error)"])
        }
    }
}
