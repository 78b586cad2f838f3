import EventLoop
package import Gateways
import HTTPTypes
import Hummingbird
package import Jobs
package import Logging
import NIOCore
import ServiceLifecycle

/// Takes what gateways say became of a message: `/receipts/NAME`, with a secret behind it where the gateway does not
/// sign.
///
/// 1. Believes nothing that is not signed, and does not say what was wrong with it.
/// 2. Answers well only when the desk has taken the reports, so that none is lost.
/// 3. Logs nothing of a receipt.
/// 4. Does not read on where one refusal follows the other (`RefusalLimit`).
package struct ReceiptRoutes: Sendable {
    static let bodyLimit = 256 << 10

    private let reader: @Sendable (_ gateway: String) -> ReceiptReader?
    private let publicURL: PublicURL
    private let desk: any ReceiptDesk
    private let now: @Sendable () -> Timestamp
    private let logger: Logger
    private let refusals = Locked(RefusalLimit())

    /// - Parameter reader: of a gateway, by its name, as it is now.
    package init(
        reader: @Sendable @escaping (_ gateway: String) -> ReceiptReader?, publicURL: PublicURL, desk: any ReceiptDesk,
        now: @Sendable @escaping () -> Timestamp, logger: Logger
    ) {
        self.reader = reader
        self.publicURL = publicURL
        self.desk = desk
        self.now = now
        self.logger = logger
    }

    func add(to router: Router<WebContext>) {
        for path: RouterPath in ["receipts/:gateway", "receipts/:gateway/:secret"] {
            for method in [HTTPRequest.Method.get, .post] {
                router.on(path, method: method) { request, context in
                    await answer(request, context)
                }
            }
        }
    }

    private func answer(_ request: Request, _ context: WebContext) async -> Response {
        let name = context.parameters.get("gateway") ?? ""
        let sender = sender(of: request, context, to: name)
        if let sender, refusals.withLock({ $0.isSpent(sender, now: now()) }) {
            return Response(status: .tooManyRequests, headers: [.retryAfter: "1", .connection: "close"])
        }
        let response = await answer(request, context.parameters, of: name)
        // What is signed well and makes no sense is the vendor's own, and no guess.
        if let sender, response.status.kind == .clientError, response.status != .badRequest {
            refusals.withLock { $0.refused(sender, now: now()) }
        }
        return response
    }

    private func sender(of request: Request, _ context: WebContext, to gateway: String) -> RefusalLimit.Sender? {
        let forwarded = HTTPField.Name("X-Forwarded-For").flatMap { request.headers[$0] }
        return SourceAddress(peer: context.remoteAddress?.ipAddress, forwarded: forwarded).map { address in
            RefusalLimit.Sender(address: address, gateway: reader(gateway) == nil ? "" : gateway)
        }
    }

    private func answer(_ request: Request, _ parameters: Parameters, of name: String) async -> Response {
        guard let reader = reader(name) else { return .init(status: .notFound) }
        let gateway: Logger.Metadata = ["gateway": "\(name)"]
        let body: ByteBuffer
        do {
            // Who stops in the middle of a body does not keep us from stopping.
            body = try await cancelWhenGracefulShutdown { try await request.body.collect(upTo: Self.bodyLimit) }
        } catch is NIOTooManyBytesError {
            // What is left of the body is not worth reading.
            return Response(status: .contentTooLarge, headers: [.connection: "close"])
        } catch {
            return Response(status: .serviceUnavailable, headers: [.connection: "close"])
        }
        let receipt: Receipt
        do throws(ReceiptRefusal) {
            receipt = try reader.read(self.request(request, body, secret: parameters.get("secret")), now: now())
        } catch {
            return refuse(error, gateway)
        }
        if receipt.ignored > 0 {
            logger.notice(
                "Receipts that the gateway's file does not explain",
                metadata: gateway.merging(["count": "\(receipt.ignored)"]) { $1 })
        }
        do {
            if !receipt.reports.isEmpty { try await desk.take(receipt.reports, of: name) }
        } catch {
            // Only the error's type: its text could be about the message.
            logger.warning(
                "Receipts could not be taken; the gateway sends them again",
                metadata: gateway.merging(["error": "\(type(of: error))"]) { $1 })
            return Response(status: .serviceUnavailable)
        }
        return .plain(
            reader.answer.body, type: "text/plain; charset=utf-8", status: .init(code: reader.answer.status))
    }

    private func request(_ request: Request, _ body: ByteBuffer, secret: String?) -> ReceiptRequest {
        ReceiptRequest(
            method: request.method.rawValue, url: publicURL.text + request.uri.string,
            headers: request.headers.map { ($0.name.canonicalName, $0.value) }, body: Array(body.readableBytesView),
            secret: secret)
    }

    private func refuse(_ refusal: ReceiptRefusal, _ gateway: Logger.Metadata) -> Response {
        let reason: String
        let response: Response
        switch refusal {
        case .method(let allowed):
            reason = "method"
            response = Response(status: .methodNotAllowed, headers: [.allow: allowed])
        case .signature(let fault):
            reason = "signature_\(fault.rawValue)"
            response = Response(status: .forbidden)
        case .unreadable:
            reason = "unreadable"
            response = Response(status: .badRequest)
        }
        logger.notice("A receipt is refused", metadata: gateway.merging(["reason": "\(reason)"]) { $1 })
        return response
    }
}
