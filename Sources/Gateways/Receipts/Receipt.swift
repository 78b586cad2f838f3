/// What one request of a gateway told.
package struct Receipt: Sendable, Equatable {
    package let reports: [DeliveryReport]
    /// Reports that say nothing to us: a status that the gateway's file does not name, or no name of a message.
    package let ignored: Int
}
