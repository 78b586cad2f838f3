import Admission
import Cryptography
import Gateways
import Jobs
import Logging
import Messages
import Worker

/// A mail relay as the worker sees it.
struct RelayOutlet: Outlet {
    let relay: SMTPRelay
    /// Its host; with the port where several relays are on one host.
    let name: String
    let edition: Int
    /// Signs every mail, where the configuration has a key.
    let signer: DKIMSigner?
    let logger: Logger

    var channel: Channel { .email }
    var throttle: Throttle? { nil }
    var sendsReceipts: Bool { false }

    func send(_ letter: Letter, of id: JobID, trace: TraceParent?, timeout: Duration) async -> Answer {
        guard case .mail(let mail) = letter else { return .wrongChannel }
        let now = Timestamp.wallClock
        var message = mail.message(date: now)
        do throws(DKIMKeyError) {
            if let signer { message = try signer.signed(message, at: now.microseconds / 1_000_000) }
        } catch {
            return Answer(.misconfigured, note: "DKIM: \(error)")
        }
        let order = MailOrder(to: mail.to, from: mail.from.address, message: message)
        let result = await relay.send(order, timeout: timeout)
        if logger.logLevel <= .debug, let remark = result.remark(on: message) {
            logger.debug(
                "a relay spoke of a mail", metadata: ["job": "\(id)", "outlet": "\(name)", "reply": "\(remark)"])
        }
        return Answer(result.answer)
    }
}
