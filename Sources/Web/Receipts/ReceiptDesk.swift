package import Gateways

/// Whoever does something about receipts.
package protocol ReceiptDesk: Sendable {
    /// When it throws, the gateway is asked to send the receipts again.
    ///
    /// - Parameter gateway: its name in config.
    func take(_ reports: [DeliveryReport], of gateway: String) async throws
}
