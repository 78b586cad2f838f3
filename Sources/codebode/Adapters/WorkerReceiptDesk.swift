import Admission
import Gateways
import Logging
import Web
import Worker

/// Hands what gateways tell to the worker.
struct WorkerReceiptDesk: ReceiptDesk {
    /// Some of it could not be taken; what could is the same when it comes again.
    private struct TellAgain: Error {}

    let worker: Worker
    let logger: Logger

    func take(_ reports: [DeliveryReport], of gateway: String) async throws {
        var isTaken = true
        for report in reports where report.status != .pending {
            let tags = [report.id, report.reference].compactMap { text in
                text.map { MessageTag(gateway: gateway, text: $0) }
            }
            switch await worker.hear(tags, isDelivered: report.status == .delivered) {
            case .told where report.status == .undelivered:
                logger.info(
                    "a message did not arrive", metadata: ["outlet": "\(gateway)", "code": "\(report.code ?? "-")"])
            case .told, .contradicts, .unknown: break
            case .early, .failed: isTaken = false
            }
        }
        if !isTaken { throw TellAgain() }
    }
}
