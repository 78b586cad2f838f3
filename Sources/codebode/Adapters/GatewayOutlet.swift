import Admission
import Gateways
import Jobs
import Messages
import Worker

/// An SMS gateway as the worker sees it.
struct GatewayOutlet: Outlet {
    let gateway: SMSGateway
    let sender: String
    let edition: Int

    var name: String { gateway.name }
    var channel: Channel { .sms }
    var sendsReceipts: Bool { gateway.receipts != nil }

    var throttle: Throttle? {
        gateway.throttle.map { Throttle(name: name, segmentsPerSecond: $0.segmentsPerSecond) }
    }

    func send(_ letter: Letter, of id: JobID, trace: TraceParent?, timeout: Duration) async -> Answer {
        guard case .sms(let text, let phone, let validity) = letter else { return .wrongChannel }
        var order = SMSOrder(
            to: phone, text: text.text, encoding: text.encoding == .gsm7 ? .gsm7 : .ucs2, segments: text.segments,
            id: id, validity: validity, sender: sender)
        order.trace = trace
        let answer = await gateway.send(order, timeout: timeout, now: .wallClock)
        return Answer(answer, reference: gateway.reference(for: id))
    }
}

extension Answer {
    /// The worker gives each outlet the letters of its own channel.
    static var wrongChannel: Answer { Answer(.misconfigured, note: "not of this channel") }

    init(_ answer: SendAnswer, reference: String? = nil) {
        let id: String? = if case .accepted(let id) = answer.verdict { id } else { nil }
        let (concern, pause): (Concern, Duration?) =
            switch answer.verdict {
            case .retry(let pause): (.way, pause)
            case .later(let pause): (.message, pause)
            case .unfit: (.unfit, nil)
            case .refused: (.message, nil)
            case .accepted, .misconfigured, .notSent, .unknown: (.way, nil)
            }
        self.init(
            answer.answerClass, id: id, reference: reference, note: answer.note, concern: concern, pause: pause)
    }
}
