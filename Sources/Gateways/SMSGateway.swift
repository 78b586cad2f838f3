package import Jobs
package import Transfers

/// A way out for SMS: a definition, with the address and the secrets that config gives.
package struct SMSGateway: Sendable {
    package let name: String
    private let builder: RequestBuilder
    private let reader: AnswerReader
    private let client: HTTPClient

    /// - Parameters:
    ///   - url: in place of the definition's own base address.
    ///   - credentials: one for each name in the definition, and no more.
    package init(
        _ definition: GatewayDefinition, url: String? = nil, credentials: [String: Secret] = [:], client: HTTPClient
    ) throws(GatewaySetupError) {
        name = definition.name
        builder = try RequestBuilder(definition, url: url, credentials: credentials)
        reader = AnswerReader(definition)
        self.client = client
    }

    /// Issues one request at most. Ends by the timeout.
    package func send(_ order: SMSOrder, timeout: Duration) async -> SendAnswer {
        do throws(RequestBuilder.Flaw) {
            let request = try builder.request(for: order, timeout: timeout)
            return reader.read(await client.perform(request), to: order)
        } catch {
            switch error {
            case .tooLate: return SendAnswer(.notSent, note: error.description)
            case .unfitHeader: return SendAnswer(.misconfigured, note: error.description)
            }
        }
    }
}
