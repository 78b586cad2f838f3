import Dispatch
import Worker

/// The consuming side of the broker, as one process sees it.
struct SimulatedSource: JobSource {
    let deliveries: AsyncStream<[InboundDelivery]>
    private let life: Confined<Life>
    private let connection: Confined<BrokerConnection>
    private let asked: @Sendable () -> Void

    init(_ life: Life, _ connection: BrokerConnection) {
        deliveries = connection.deliveries
        self.life = Confined(life)
        self.connection = Confined(connection)
        let stopAsked = connection.stopAsked
        asked = { stopAsked.signal() }
    }

    func acknowledge(_ receipt: DeliveryReceipt) async {
        guard !life.value.isDead else { return }
        connection.value.settle(receipt)
    }

    /// Only signals are rejected, and there are none here.
    func reject(_ receipt: DeliveryReceipt) async {}

    func stop() async { asked() }
}
