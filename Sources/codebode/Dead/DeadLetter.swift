import AMQP
import Admission
import Cryptography
import Jobs
import Worker

/// A message that was set aside, and what can be said of it without showing what it holds.
struct DeadLetter {
    /// Whether anybody could still use it.
    enum State: String, CaseIterable {
        case alive
        case expired
        /// Less life is left than is useful.
        case tooLate = "too_late"
        /// No key in `seal.keys` opens it.
        case sealed
        case unreadable
        /// Whoever reads it may go down as its workers did.
        case unread
    }

    /// A `SetAsideReason`, from a worker that put it there.
    static let reasonHeader = "codebode-reason"
    /// The worker's own words.
    static let detailHeader = "codebode-detail"

    /// Ours to settle.
    let receipt: Receipt
    /// Where it lay before: its routing key, or nil for a queue that is none of ours.
    let kind: String?
    let reason: DeathReason
    /// What else the worker had to say.
    let detail: String?
    let setAside: Timestamp?
    let id: JobID?
    let state: State
    /// The field that makes it unreadable.
    let field: String?
    let job: Job?
    private let delivery: Delivery

    init(_ delivery: Delivery, seals: SealRing, life: LifePolicy, at now: Timestamp) {
        self.delivery = delivery
        receipt = delivery.receipt
        let death = delivery.ownDeath ?? delivery.properties.death
        (kind, reason, setAside) = (death?.kind, death?.reason ?? .unknown, death?.time)
        detail = delivery.detail
        let content: Result<Job?, Mistake> =
            switch kind.map(JobKind.init) {
            case _ where reason == .worker(.crashed): .failure(Mistake(.unread))
            case .some(let kind?): Self.job(delivery, kind, seals)
            case .some(nil): Self.signal(delivery)
            case nil: .failure(Mistake(.unreadable))
            }
        switch content {
        case .success(let job?):
            self.job = job
            (id, field) = (job.id, nil)
            state = life.isWorthSending(job, at: now) ? .alive : now < job.expiresAt ? .tooLate : .expired
        case .success(nil):
            (job, field, state) = (nil, nil, .alive)
            id = (try? Signal(delivery.body))?.verified
        case .failure(let mistake):
            (job, field, state) = (nil, mistake.field, mistake.state)
            // What a stranger wrote there is shown only where it is an id.
            id = delivery.properties.messageID.flatMap { JobID($0) }
        }
    }

    /// To where it came from, as its publisher sent it. That the store knows it stays said, which the worker's mark
    /// on the same body proves; so does its trace. How often it came back counts anew.
    var message: Message? {
        guard let kind else { return nil }
        var properties = delivery.properties
        properties.expiration = nil
        properties.timestamp = nil
        let kept = [RememberedMark.header, AMQPJobSource.watchHeader, AMQPJobSource.traceHeader]
        properties.headers = properties.headers.filter { kept.contains($0.key) }
        return Message(
            exchange: CodebodeTopology.jobs, routingKey: kind, body: delivery.body, properties: properties)
    }

    private struct Mistake: Error {
        let state: State
        let field: String?

        init(_ state: State, field: String? = nil) {
            self.state = state
            self.field = field
        }
    }

    private static func job(_ delivery: Delivery, _ kind: JobKind, _ seals: SealRing) -> Result<Job?, Mistake> {
        func read(_ text: UnsafeBufferPointer<UInt8>, isSealed: Bool) -> Result<Job?, Mistake> {
            Result { () throws(Rejection) in try JobDecoder.decode(text, kind: kind, isSealed: isSealed) }
                .mapError { Mistake(.unreadable, field: $0.field) }
        }
        guard delivery.properties.contentType == "application/jose" else {
            return delivery.body.withUnsafeBufferPointer { read($0, isSealed: false) }
        }
        do throws(SealFault) {
            return try seals.open(delivery.body) { read($0, isSealed: true) }
        } catch {
            return .failure(Mistake(.sealed))
        }
    }

    private static func signal(_ delivery: Delivery) -> Result<Job?, Mistake> {
        do throws(Rejection) {
            _ = try Signal(delivery.body)
            return .success(nil)
        } catch {
            return .failure(Mistake(.unreadable, field: error.field))
        }
    }
}

private typealias Death = (kind: String, reason: DeathReason, time: Timestamp?)

extension Delivery {
    /// As a worker wrote it down that put the copy here.
    fileprivate var ownDeath: Death? {
        guard let name = properties.headers[DeadLetter.reasonHeader]?.string,
            let reason = SetAsideReason(rawValue: name),
            let kind = CodebodeTopology.routingKey(ofInbound: "codebode.\(routingKey)")
        else { return nil }
        return (kind, .worker(reason), properties.timestamp.flatMap(Timestamp.init(sane:)))
    }

    /// Fit for a terminal, whoever wrote it.
    fileprivate var detail: String? {
        guard ownDeath != nil, let text = properties.headers[DeadLetter.detailHeader]?.string else { return nil }
        return String(
            String.UnicodeScalarView(text.unicodeScalars.filter { (0x20...0x7E).contains($0.value) }.prefix(200)))
    }
}

extension Properties {
    /// Of RabbitMQ's own record, newest first, the entry of a queue that workers take from: a copy may have died in delay
    /// queues as well.
    fileprivate var death: Death? {
        guard case .list(let entries)? = headers["x-death"] else { return nil }
        for case .table(let entry) in entries {
            guard let queue = entry["queue"]?.string, let kind = CodebodeTopology.routingKey(ofInbound: queue) else {
                continue
            }
            let time: Timestamp? =
                if case .timestamp(let seconds)? = entry["time"] { Timestamp(sane: seconds) } else { nil }
            return (kind, DeathReason(record: entry["reason"]?.string ?? ""), time)
        }
        return nil
    }
}

extension Timestamp {
    /// Nothing that could not be reckoned with.
    fileprivate init?(sane seconds: UInt64) {
        guard (0...1 << 40).contains(seconds) else { return nil }
        self.init(seconds: Int64(seconds))
    }
}
