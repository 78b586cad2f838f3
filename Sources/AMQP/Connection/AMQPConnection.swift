package import EventLoop
package import Logging

/// One connection to RabbitMQ on a thread of its own, which comes back by itself when it is lost.
///
/// A worker has two: one consumes and settles, one publishes, because an alarm in the broker stops the connections that
/// publish, acknowledgements included.
///
/// 1. Consumes from its queues and hands out deliveries in batches; the stream outlives reconnects.
/// 2. Settles them. A receipt of an older connection is dropped: the broker delivers that message again.
/// 3. Publishes, and answers when the broker has confirmed.
/// 4. Serves heartbeats, and has a watchdog for when librabbitmq is stuck.
///
/// Use `run()` in a service, or `open()` in a command; then `stopConsuming()`, settle what was handed out, and `close()`.
package actor AMQPConnection {
    let options: ConnectionOptions
    let logger: Logger
    let loop: EventLoop
    let mailbox: Mailbox
    let watchdog = Watchdog()
    /// Receipts of deliveries that are done, until the broker is told.
    nonisolated let done = Locked<[Receipt]>([])
    private nonisolated let snapshot = Locked(ConnectionStatus())

    /// All deliveries that came in since the last batch. For one reader.
    package nonisolated let deliveries: AsyncStream<[Delivery]>

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    // The connection that stands, if one does.
    var session: Session?
    var epoch: UInt64 = 0
    var assembler = DeliveryAssembler(epoch: 0, bodyLimit: 0)
    var settlements = SettlementLedger()
    /// What this turn of the loop read and did not hand out yet.
    var incoming: [Delivery] = []
    var ledger = ConfirmLedger<PublishSlot>()
    /// The broker may refuse on and on what comes over this channel (3.10, after a quorum queue lost its leader).
    var mustRenewChannel = false

    // What outlives it.
    var queues: [String]
    var waiting: [WaitingMessage] = []
    var isConsuming = true
    var isClosed = false
    var lastFailure: AMQPError?

    // Who waits for the loop.
    var alarm: ContinuousClock.Instant?
    var pauseEnd: ContinuousClock.Instant?
    var pausing: CheckedContinuation<Void, Never>?
    var running: CheckedContinuation<AMQPError, Never>?

    package init(_ options: ConnectionOptions, logger: Logger) throws(EventLoopError) {
        precondition(!options.endpoints.isEmpty, "a connection needs an endpoint; Endpoint.list(_:) sees to that")
        self.options = options
        var logger = logger
        logger[metadataKey: LogKey.connection] = "\(options.name)"
        self.logger = logger
        loop = try EventLoop(name: options.name)
        let mailbox = Mailbox()
        self.mailbox = mailbox
        deliveries = AsyncStream(unfolding: mailbox.next)
        queues = options.queues
    }

    package nonisolated var isConnected: Bool { status.isConnected }
    package nonisolated var isBlocked: Bool { status.isBlocked }

    nonisolated var status: ConnectionStatus {
        get { snapshot.withLock { $0 } }
        set { snapshot.withLock { $0 = newValue } }
    }
}
