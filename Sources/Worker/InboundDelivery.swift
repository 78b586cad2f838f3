/// What the broker hands over, told apart by the queue that it came from.
package enum InboundDelivery: Sendable {
    case job(JobDelivery)
    case signal(SignalDelivery)
}
