import AMQP
import Admission
import Cryptography
import Jobs
import Logging
import ServiceLifecycle

/// Asks for a probe when one is due, as a backend would, and looks in the store what came of it.
///
/// Every worker does so. They ask for the same one, of which one copy is sent, and each sees the whole way in the row:
/// whoever took it, and whoever heard its receipt.
struct ProbeService: Service, CustomStringConvertible {
    private static let pause = Duration.seconds(1)

    let settings: ProbeSettings
    /// The one that is in force now.
    let seal: @Sendable () -> SealKey?
    let hash: HashKey
    let connection: AMQPConnection
    let store: any StoreDesk
    /// Whether gateways tell what became of an SMS.
    let hearsReceipts: @Sendable () -> Bool
    let results: ProbeResults
    let logger: Logger

    var description: String { "probe" }

    func run() async {
        // Cancellation is the only error that a sleep throws: it is how this ends.
        try? await cancelWhenGracefulShutdown {
            while true {
                let now = Timestamp.wallClock
                let moment = settings.schedule.next(after: now)
                try await Task.sleep(for: moment - now)
                try await withThrowingTaskGroup { group in
                    for probe in settings.probes(at: moment, hash: hash) {
                        group.addTask {
                            await ask(for: probe)
                            try await follow(probe)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }
    }

    /// Not tried again: others ask for the same one, and that none was taken is what a probe is to find out.
    private func ask(for probe: Probe) async {
        let seal = seal()
        let body = seal.map { seal in probe.body.withUnsafeBufferPointer { seal.seal($0) } } ?? probe.body
        do {
            try await connection.publish(
                Message(
                    exchange: CodebodeTopology.jobs, routingKey: JobKind.sendCode.rawValue, body: body,
                    properties: Properties(
                        contentType: seal == nil ? "application/json" : "application/jose", messageID: probe.id.text)))
        } catch {
            logger.warning("a probe was not taken by the broker", metadata: ["error": "\(error)"])
        }
    }

    /// Until all is known of it, or its life is over.
    private func follow(_ probe: Probe) async throws {
        let end = ContinuousClock.now + (probe.expiresAt - probe.issuedAt)
        while true {
            let isLast = ContinuousClock.now >= end
            if await judge(probe, isLast: isLast) || isLast { return }
            try await Task.sleep(for: Self.pause)
        }
    }

    /// - Parameter isLast: what is not there now has failed.
    /// - Returns: whether nothing more is to be learned.
    private func judge(_ probe: Probe, isLast: Bool) async -> Bool {
        guard let record = try? await store.record(probe.id), case .ended(let event) = record.state else {
            if isLast { fail(probe, "it has not ended in its life") }
            return false
        }
        guard let sentAt = event.sentAt else {
            fail(probe, "it was not sent")
            return true
        }
        let accepted = sentAt - probe.issuedAt
        guard let delivery = record.delivery else {
            results.note(ProbeResult(due: probe.issuedAt, isWell: true, accepted: accepted), probe.channel)
            return probe.channel == .email || !hearsReceipts()
        }
        guard delivery.isDelivered else {
            fail(probe, "its receipt says that it did not arrive", accepted: accepted)
            return true
        }
        results.note(
            ProbeResult(
                due: probe.issuedAt, isWell: true, accepted: accepted, delivered: delivery.at - probe.issuedAt),
            probe.channel)
        return true
    }

    private func fail(_ probe: Probe, _ reason: String, accepted: Duration? = nil) {
        results.note(ProbeResult(due: probe.issuedAt, isWell: false, accepted: accepted), probe.channel)
        logger.error(
            "a probe failed",
            metadata: ["job": "\(probe.id)", "channel": "\(probe.channel.rawValue)", "reason": "\(reason)"])
    }
}
