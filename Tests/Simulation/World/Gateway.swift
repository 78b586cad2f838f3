import Admission
import Jobs
import Messages
import Worker

/// The far side of one way out: takes messages, refuses them, or says nothing, and tells later what became of them.
final class Gateway {
    let name: String
    let channel: Channel
    let sendsReceipts: Bool
    private let stage: Stage
    private let number: Int
    private let receipts: Receipts
    private var isDown = false
    private var isSlow = false
    /// Asks everybody to leave it alone until then.
    private var busyUntil: Int64 = 0
    private var count = 0

    init(_ number: Int, _ name: String, _ channel: Channel, _ stage: Stage, _ receipts: Receipts) {
        self.number = number
        self.name = name
        self.channel = channel
        self.stage = stage
        self.receipts = receipts
        sendsReceipts = channel == .sms && stage.scenario.hasReceipts
    }

    func suffer(_ site: Fault.Site, for span: Int64) {
        stage.note("a gateway has trouble", code: span, "\(name): \(site.rawValue) for \(span / 1_000) ms")
        switch site {
        case .gatewayDown:
            isDown = true
            stage.scheduler.after(span) { self.isDown = false }
        case .gatewaySlow:
            isSlow = true
            stage.scheduler.after(span) { self.isSlow = false }
        default:
            busyUntil = stage.now + span
        }
    }

    /// - Parameter timeout: by then the worker has its answer.
    func take(_ job: Int, _ attempt: Int, _ id: JobID, timeout: Int64, _ answer: @escaping (Answer) -> Void) {
        let (fate, begun) = (stage.fate, stage.now)
        func reply(
            _ class: AnswerClass, _ note: String, after span: Int64, _ concern: Answer.Concern = .way,
            pause: Duration? = nil, id message: String? = nil
        ) {
            let late = stage.now + span >= begun + timeout
            let reply =
                late && `class` != .notSent
                ? Answer(.unknown, reference: id.text, note: "timed out")
                : Answer(`class`, id: message, reference: id.text, note: note, concern: concern, pause: pause)
            stage.scheduler.after(min(span, begun + timeout - 1 - stage.now)) { [self] in
                stage.note("is answered", job: job, "\(name): \(reply.answer.rawValue), \(reply.note)")
                stage.coverage.count("answer \(reply.answer.rawValue)")
                answer(reply)
            }
        }
        let quick = stage.latency(job, upTo: 300_000)
        if fate.strikes(.unfit, job) { return reply(.notSent, "unfit", after: 0, .unfit) }
        if fate.strikes(.notSent, job) || isDown {
            return reply(.notSent, "no connection", after: isDown && quick % 2 == 0 ? timeout : quick)
        }
        stage.scheduler.after(min(stage.latency(job, upTo: 20_000), timeout - 1)) { [self] in
            if stage.now < busyUntil {
                return reply(.retry, "busy", after: quick, pause: .microseconds(busyUntil - stage.now))
            }
            if fate.strikes(.refused, job) { return reply(.refused, "refused", after: quick) }
            if fate.strikes(.retry, job) { return reply(.retry, "not now", after: quick) }
            if fate.strikes(.greylisted, job) {
                let pause = Duration.microseconds(fate.number(.answer, job, in: 1_000_000...90_000_000))
                return reply(.retry, "greylisted", after: quick, .message, pause: pause)
            }
            if fate.strikes(.misconfigured, job) { return reply(.misconfigured, "no such account", after: quick) }
            if fate.strikes(.cutBeforeTaking, job) { return reply(.unknown, "cut", after: quick) }
            count += 1
            let message = "\(name)-\(count)"
            stage.note("has arrived", job: job, code: Int64(number), "by \(name)")
            stage.ledger.took(job, attempt, at: stage.now)
            if sendsReceipts {
                receipts.tell(job, [message, id.text].map { MessageTag(gateway: name, text: $0) })
            }
            if fate.strikes(.cutAfterTaking, job) { return reply(.unknown, "cut", after: quick) }
            let isLate = isSlow || fate.strikes(.slow, job)
            let span = isLate ? fate.number(.answer, job, in: 1_000_000...20_000_000) : quick
            reply(.accepted, "taken", after: span, id: message)
        }
    }
}
