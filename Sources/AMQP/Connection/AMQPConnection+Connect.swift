import EventLoop

extension AMQPConnection {
    /// Blocks this thread, which has nothing else to do meanwhile, until connected or until a timeout.
    func connect(to endpoint: Endpoint) throws(AMQPError) {
        guard !isClosed else { throw .notConnected }
        let session = try Session(to: endpoint, options: options)
        try startConsumers(over: session)
        do {
            // Nothing to do but wake up: `pump` reads.
            try loop.watch(session.descriptor, for: .read) { _ in }
        } catch {
            throw .system("\(error)")
        }
        loop.beforeSleep { [weak self] in
            self?.assumeIsolated { $0.pump() } ?? false
        }
        watchdog.arm(session.descriptor, patience: session.heartbeat * 3)
        self.session = session
        status = ConnectionStatus(isConnected: true)
        wake(by: .now + session.heartbeat / 4)
    }

    /// Begins a channel: receipts of the one before are worthless from here on.
    func startConsumers(over session: Session) throws(AMQPError) {
        epoch += 1
        assembler = DeliveryAssembler(epoch: epoch, bodyLimit: options.bodyLimit)
        settlements = SettlementLedger()
        mustRenewChannel = false
        forgetDeliveries()
        guard isConsuming, !queues.isEmpty else { return }
        for queue in queues {
            _ = try session.onSpareChannel { channel throws(AMQPError) in try session.depth(of: queue, on: channel) }
        }
        try session.limitUnsettled(to: options.prefetch)
        for queue in queues {
            try session.consume(queue)
        }
    }

    /// Ends what depended on the connection, and tells whoever can make a new one.
    func lose(_ error: AMQPError) {
        guard let lost = session.take() else { return }
        watchdog.disarm()
        loop.beforeSleep(nil)
        loop.unwatch(lost.descriptor)
        status = ConnectionStatus()
        forgetDeliveries()
        for waiter in ledger.removeAll() { waiter.resume(returning: .failure(.unconfirmed)) }
        if let running = running.take() {
            running.resume(returning: error)
        } else {
            isClosed = true
            finish()
        }
    }

    /// Nothing comes any more.
    func finish() {
        _ = mailbox.finish()
        for message in waiting { message.slot.resume(returning: .failure(.notConnected)) }
        waiting = []
    }

    /// The broker delivers again what nobody has settled.
    private func forgetDeliveries() {
        incoming = []
        _ = mailbox.takeBack()
    }
}
