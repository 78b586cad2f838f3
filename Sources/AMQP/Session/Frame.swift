/// A frame from the broker as Swift values.
enum Frame: Equatable {
    case content(DeliveryAssembler.Head)
    case header(size: UInt64, properties: Properties)
    case body([UInt8])
    case confirm(number: UInt64, multiple: Bool, accepted: Bool)
    case consumerCancelled(queue: String)
    case channelClosed(AMQPError)
    case connectionClosed(AMQPError)
    case blocked
    case unblocked
    /// Nothing to act on: heartbeats, late replies, frames of a channel that was left.
    case irrelevant
}
