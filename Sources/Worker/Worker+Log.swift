import Cryptography
import Jobs
import Logging

extension Worker {
    func log(_ answer: Answer, of outlet: String, _ attempt: Attempt) {
        let level: Logger.Level =
            switch answer.answer {
            case .accepted: .debug
            case .refused: .info
            case .retry, .notSent, .unknown: .warning
            case .misconfigured: .error
            }
        logger.log(
            level: level, "an attempt was made",
            metadata: .init(
                attempt.job.trace,
                [
                    .job: attempt.job.id.text, .outlet: outlet, .attempt: String(attempt.number),
                    .answer: answer.answer.rawValue, .note: answer.note,
                ]))
    }

    /// A job that was sent has its line from the attempt.
    func log(_ event: OutcomeEvent, of job: Job) {
        let (level, reason): (Logger.Level, String)
        switch event.fate {
        case .rejected(let why): (level, reason) = (.debug, why.rawValue)
        case .failed(let why): (level, reason) = (.info, why.rawValue)
        case .sent, .delivered, .undelivered, nil: return
        }
        logger.log(
            level: level, "a job ended without a message",
            metadata: .init(job.trace, [.job: job.id.text, .kind: job.kind.rawValue, .reason: reason]))
    }

    /// A seal that cannot be opened tells of keys that do not match, or of somebody who tries.
    func log(_ unreadable: UnreadableJob, _ delivery: JobDelivery) {
        if delivery.isWatch {
            logger.notice(
                "a message is looked after no longer: its copy cannot be read",
                metadata: .init(
                    delivery.trace, [.kind: delivery.kind.rawValue, .reason: unreadable.rejection.reason.rawValue]))
        } else if let fault = unreadable.fault {
            logger.notice(
                "a sealed job cannot be opened",
                metadata: .init(delivery.trace, [.kind: delivery.kind.rawValue, .reason: fault.rawValue]))
        } else {
            logger.debug(
                "a job cannot be read",
                metadata: .init(
                    delivery.trace,
                    [.kind: delivery.kind.rawValue, .field: unreadable.rejection.field ?? "-"]))
        }
    }

    func log(_ state: CircuitBreaker.State, of outlet: String) {
        let isBad = if case .open = state { true } else { false }
        logger.log(
            level: isBad ? .warning : .notice, "a way out is seen in another light",
            metadata: .init([.outlet: outlet, .state: state.name]))
    }

    func log(rescued isSent: Bool, _ job: Job) {
        logger.info(
            "a message that did not arrive is sent once more",
            metadata: .init(job.trace, [.job: job.id.text, .result: isSent ? "sent" : "not_sent"]))
    }

    func log(_ error: any Error, of job: Job, _ text: Logger.Message) {
        logger.error(text, metadata: .init(job.trace, [.job: job.id.text, .error: "\(error)"]))
    }
}
