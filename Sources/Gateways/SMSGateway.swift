package import Jobs
package import Transfers

/// A way out for SMS: a definition, with the address and the secrets that config gives.
package final class SMSGateway: Sendable {
    package let name: String
    /// What its paths are added to; no part of it is a secret.
    package let address: String
    package let throttle: ThrottleRule?
    /// For what the gateway tells later; nil where it does not, config has no secret for it, or
    /// nobody could reach us.
    package let receipts: ReceiptReader?
    private let builder: RequestBuilder
    private let reader: AnswerReader
    private let client: HTTPClient
    private let desk: TokenDesk?

    /// - Parameters:
    ///   - url: in place of the definition's own base address.
    ///   - credentials: one for each name in the definition, and no more; perhaps the one for receipts.
    ///   - publicURL: how the gateway reaches this machine; nil when no receipts are taken.
    package init(
        _ definition: GatewayDefinition, url: String? = nil, credentials: [String: Secret] = [:],
        publicURL: String? = nil, client: HTTPClient
    ) throws(GatewaySetupError) {
        name = definition.name
        throttle = definition.throttle
        let receipts = try ReceiptReader(definition, credentials: credentials)
        self.receipts = publicURL == nil ? nil : receipts
        builder = try RequestBuilder(definition, url: url, credentials: credentials, publicURL: publicURL)
        reader = AnswerReader(definition)
        self.client = client
        let base = try definition.base(url)
        address = base.text
        desk = definition.oauth2.map { rule in
            TokenDesk(.token(rule, base: base, credentials: credentials)) { await client.perform($0) }
        }
    }

    /// Our name for a message, as the gateway is told it.
    package func reference(for id: JobID) -> String { builder.reference.reference(for: id.text) }

    /// Hands the message in once at most. Ends by the timeout.
    ///
    /// - Parameter now: the moment at which the order's validity begins.
    package func send(_ order: SMSOrder, timeout: Duration, now: Timestamp) async -> SendAnswer {
        guard let desk else { return await send(order, timeout: timeout, now: now, token: nil).answer }
        let begun = ContinuousClock.now
        switch await desk.token(within: timeout) {
        case .none(let answer):
            return answer
        case .token(let token):
            let waited = ContinuousClock.now - begun
            var order = order
            order.validity -= waited
            let (answer, status) = await send(order, timeout: timeout - waited, now: now + waited, token: token.secret)
            if status == 401, await desk.refuse(token) {
                return SendAnswer(.retry(after: nil), note: answer.note + ", the token is dropped")
            }
            if token.isOnTrial, let status, status != 401 { await desk.approve(token) }
            return answer
        }
    }

    private func send(
        _ order: SMSOrder, timeout: Duration, now: Timestamp, token: Secret?
    ) async -> (answer: SendAnswer, status: Int?) {
        do throws(RequestBuilder.Flaw) {
            let request = try builder.request(for: order, timeout: timeout, now: now, token: token)
            let result = await client.perform(request)
            let status: Int? = if case .answered(let answer) = result { answer.status } else { nil }
            return (reader.read(result, to: order), status)
        } catch {
            return (SendAnswer(error), nil)
        }
    }
}

extension SendAnswer {
    fileprivate init(_ flaw: RequestBuilder.Flaw) {
        switch flaw {
        case .tooLate, .forbiddenText: self.init(.unfit, note: flaw.description)
        case .unfitHeader: self.init(.misconfigured, note: flaw.description)
        }
    }
}
