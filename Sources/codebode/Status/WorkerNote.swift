import Foundation
import Jobs
import Worker

/// What a worker says of itself every five seconds, for `codebode status`.
///
/// Spans, in seconds, and no moments: they were right when the note was written, and the store says how long ago that
/// was, so that no machine's clock has to be believed. Holds no job's id, code, number, address or account.
struct WorkerNote: Codable, Equatable, Sendable {
    /// To be counted up when what older readers know changes its meaning; what is added to it is optional.
    static let currentVersion = 1

    enum Broker: String, Codable, Sendable {
        case connected
        /// Its memory or disk is short, and it takes no messages.
        case blocked
        case away
    }

    /// The job that was last taken for the first time.
    struct Taken: Codable, Equatable, Sendable {
        var ago: Double
        /// From `issued_at` until it was taken.
        var age: Double
    }

    /// A gateway or relay.
    struct Way: Codable, Equatable, Sendable {
        var name: String
        /// `sms` or `email`
        var channel: String
        /// Of its circuit breaker, as `codebode_breaker_state` names it.
        var state: String
        /// Since its breaker was last closed; `nil` if it is now.
        var trouble: Double?
        /// Until its next attempt may begin; `nil` unless it is open.
        var rest: Double?
    }

    /// The last one that this worker followed.
    struct Probe: Codable, Equatable, Sendable {
        /// `sms` or `email`
        var channel: String
        /// It was sent, and not told as lost.
        var isWell: Bool
        /// Since it was due.
        var ago: Double
        /// From when it was due until a gateway or relay took it.
        var accepted: Double?
        /// Until its receipt.
        var delivered: Double?
    }

    /// For jobs of one kind.
    struct Room: Codable, Equatable, Sendable {
        var taken: Int
        /// At which RabbitMQ gives the worker no more of them.
        var size: Int
    }

    var version = Self.currentVersion
    /// Of the program.
    var program: String
    var up: Double
    var isDraining: Bool
    var broker: Broker
    var inFlight: Int
    var concurrency: Int
    /// By the kind of the jobs; only those of which one was taken.
    var taken: [String: Taken]
    var ways: [Way]
    var lastMinute: JobTotals
    var probes: [Probe]?
    /// By the kind of the jobs; only those that it serves.
    var rooms: [String: Room]?

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }

    /// `nil` for what this program cannot read: another version wrote it.
    init?(_ bytes: [UInt8]) {
        guard let note = try? JSONDecoder().decode(WorkerNote.self, from: Data(bytes)),
            note.version == Self.currentVersion, note.isReckonable
        else { return nil }
        self = note
    }

    init(
        program: String, up: Double, isDraining: Bool, broker: Broker, inFlight: Int, concurrency: Int,
        taken: [String: Taken], ways: [Way], lastMinute: JobTotals, probes: [Probe]? = nil,
        rooms: [String: Room]? = nil
    ) {
        self.program = program
        self.up = up
        self.isDraining = isDraining
        self.broker = broker
        self.inFlight = inFlight
        self.concurrency = concurrency
        self.taken = taken
        self.ways = ways
        self.lastMinute = lastMinute
        self.probes = probes
        self.rooms = rooms
    }

    /// Whoever may write to the store may write anything there; sums of what stands here must not overflow.
    private var isReckonable: Bool {
        let totals = lastMinute
        let counts =
            [inFlight, concurrency, totals.received, totals.sent, totals.failed, totals.rejected, totals.waiting]
            + totals.refused.values + (rooms ?? [:]).values.flatMap { [$0.taken, $0.size] }
        var spans = [up]
        for taken in taken.values { spans += [taken.ago, taken.age] }
        for way in ways { spans += [way.trouble, way.rest].compactMap(\.self) }
        for probe in probes ?? [] { spans += [probe.ago, probe.accepted, probe.delivered].compactMap(\.self) }
        let channels = ways.map(\.channel) + (probes ?? []).map(\.channel)
        return counts.allSatisfy { (0..<1 << 40).contains($0) } && spans.allSatisfy { (0..<1e12).contains($0) }
            && channels.allSatisfy { Channel(rawValue: $0) != nil }
            && ways.allSatisfy { CircuitBreaker.State.names.contains($0.state) }
    }
}
