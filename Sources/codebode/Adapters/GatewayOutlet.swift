import Admission
import Gateways
import Jobs
import Messages
import Worker

/// An SMS gateway as the worker sees it.
struct GatewayOutlet: Outlet {
    let gateway: SMSGateway
    let sender: String

    var name: String { gateway.name }
    var channel: Channel { .sms }
    var throttle: Throttle? { nil }

    func send(_ letter: Letter, of id: JobID, timeout: Duration) async -> Answer {
        guard case .sms(let text, let phone, let validity) = letter else { return .wrongChannel }
        let order = SMSOrder(
            to: phone, text: text.text, encoding: text.encoding == .gsm7 ? .gsm7 : .ucs2, segments: text.segments,
            id: id, validity: validity, sender: sender)
        return Answer(await gateway.send(order, timeout: timeout, now: .wallClock))
    }
}

extension Answer {
    /// The worker gives each outlet the letters of its own channel.
    static var wrongChannel: Answer { Answer(.misconfigured, note: "not of this channel") }

    init(_ answer: SendAnswer) {
        let id: String? = if case .accepted(let id) = answer.verdict { id } else { nil }
        let pause: Duration? = if case .retry(let pause) = answer.verdict { pause } else { nil }
        self.init(answer.answerClass, id: id, note: answer.note, pause: pause)
    }
}
