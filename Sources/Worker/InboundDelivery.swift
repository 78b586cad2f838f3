import Admission
import Jobs

/// What the broker hands over, told apart by the queue that it came from.
package enum InboundDelivery: Sendable {
    case job(JobDelivery)
    case signal(SignalDelivery)
}

extension InboundDelivery {
    var receipt: DeliveryReceipt {
        switch self {
        case .job(let job): job.receipt
        case .signal(let signal): signal.receipt
        }
    }

    /// Of its queue: the job's kind, or `signals`.
    var name: String {
        switch self {
        case .job(let job): job.kind.rawValue
        case .signal: Signal.routingKey
        }
    }

    /// Only the broker has the whole of what is longer than any message may be.
    var isWhole: Bool {
        switch self {
        case .job(let job): job.body.count == job.size
        case .signal(let signal): signal.body.count == signal.size
        }
    }

    /// It came back so often that it has to be looked at by itself.
    var isSuspected: Bool {
        switch self {
        case .job(let job): Suspect.isSuspected(afterReturns: job.redeliveries)
        case .signal(let signal): Suspect.isSuspected(afterReturns: signal.redeliveries)
        }
    }

    func suspect(_ hash: any KeyedHash) -> Suspect {
        let (body, size, messageID) =
            switch self {
            case .job(let job): (job.body, job.size, job.messageID)
            case .signal(let signal): (signal.body, signal.size, signal.messageID)
            }
        return Suspect(body, envelope: "\(name) \(size) \(messageID ?? "")", hash: hash)
    }
}
