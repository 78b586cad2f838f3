import Admission
import Gateways
import Jobs
import Messages
import Worker

/// A mail relay as the worker sees it.
struct RelayOutlet: Outlet {
    let relay: SMTPRelay
    /// Its host; with the port where several relays are on one host.
    let name: String

    var channel: Channel { .email }
    var throttle: Throttle? { nil }
    var sendsReceipts: Bool { false }

    func send(_ letter: Letter, of id: JobID, timeout: Duration) async -> Answer {
        guard case .mail(let mail) = letter else { return .wrongChannel }
        let order = MailOrder(to: mail.to, from: mail.from.address, message: mail.message(date: .wallClock))
        return Answer(await relay.send(order, timeout: timeout))
    }
}
