import AMQP
import Admission
import Jobs
import Logging

/// Looks at the broker and the store, again and again if need be, and keeps what it needs for that.
struct StatusEye {
    private let settings: Settings
    private var broker: BrokerEye
    private let management: ManagementEye?
    private var board: (any NoteBoard)?

    init(_ settings: Settings) throws(CommandFailure) {
        self.settings = settings
        // A wrong configuration is told as one.
        _ = try BrokerConnection.options(settings.amqp, name: "status")
        try StoreDoor.check(settings.store)
        broker = BrokerEye(settings.amqp)
        management = try ManagementEye(settings.amqp)
    }

    /// All at once: a broker that is away does not keep the store waiting.
    mutating func look() async -> StatusReport {
        async let notes = Self.notes(settings, board)
        async let unacknowledged = Self.unacknowledged(management)
        let depths = await depths()
        let (found, board) = await notes
        self.board = board
        return StatusReport(
            Sightings(depths: depths, unacknowledged: await unacknowledged, notes: found), at: .wallClock)
    }

    func close() async {
        await broker.close()
    }

    private mutating func depths() async -> Result<[String: QueueDepth], CommandFailure> {
        do throws(CommandFailure) {
            return .success(try await broker.look())
        } catch {
            return .failure(error)
        }
    }

    private static func unacknowledged(_ eye: ManagementEye?) async -> Result<[String: Int], CommandFailure>? {
        guard let eye else { return nil }
        do throws(CommandFailure) {
            return .success(try await eye.look())
        } catch {
            return .failure(error)
        }
    }

    /// With the store that was opened, or was open already.
    private static func notes(
        _ settings: Settings, _ open: (any NoteBoard)?
    ) async -> (Result<[PostedNote], CommandFailure>, (any NoteBoard)?) {
        var board = open
        do {
            if board == nil { board = try await StoreDoor(settings, logger: Logger(label: "status")).forDesk() }
            return (.success(try await board?.notes() ?? []), board)
        } catch let failure as CommandFailure {
            return (.failure(failure), board)
        } catch {
            return (.failure(CommandFailure(.unavailable, "the store gave no answer: \(error)")), board)
        }
    }
}
