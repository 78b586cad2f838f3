import EventLoop
import Logging

extension AMQPConnection {
    /// Stays connected until `close()`, or until the task is cancelled.
    package func run() async {
        await withTaskCancellationHandler {
            await stayConnected()
        } onCancel: {
            Task { await close() }
        }
    }

    /// Connects once, for a command: what goes wrong is thrown, and a lost connection ends the stream.
    package func open() throws(AMQPError) {
        var failure = AMQPError.notConnected
        for endpoint in options.endpoints {
            do throws(AMQPError) {
                return try connect(to: endpoint)
            } catch {
                failure = error
            }
        }
        throw failure
    }

    /// Ends the stream and the connection; publishes that still wait fail.
    package func close() {
        isClosed = true
        if !isConsuming, session != nil {
            do throws(AMQPError) {
                try awaitSettling()
            } catch {
                logger.debug("closed before all was settled", metadata: [LogKey.error: "\(error)"])
            }
        }
        session?.logOut()
        lose(.notConnected)
        finish()
        pausing.take()?.resume()
    }

    private func stayConnected() async {
        var backOff = BackOff(from: .milliseconds(200), to: .seconds(30))
        var turn = 0
        while !isClosed {
            let endpoint = options.endpoints[turn % options.endpoints.count]
            turn += 1
            let start = ContinuousClock.now
            let failure = await stayConnected(to: endpoint)
            guard !isClosed else { return }
            if ContinuousClock.now - start > .seconds(30) { backOff.reset() }
            let pause = backOff.next()
            report(failure, from: endpoint, pause: pause)
            await wait(for: pause)
        }
    }

    /// Returns why the connection ended, or why none came about.
    private func stayConnected(to endpoint: Endpoint) async -> AMQPError {
        do throws(AMQPError) {
            try connect(to: endpoint)
        } catch {
            return error
        }
        // Who reads of the loss should read of the recovery too.
        logger.log(
            level: lastFailure == nil ? .debug : .notice, "connected", metadata: [LogKey.host: "\(endpoint.place)"])
        lastFailure = nil
        return await withCheckedContinuation { running = $0 }
    }

    private func wait(for pause: Duration) async {
        let end = ContinuousClock.now + pause
        pauseEnd = end
        wake(by: end)
        await withCheckedContinuation { pausing = $0 }
    }

    /// The same trouble is reported once; `debug` shows every attempt.
    private func report(_ failure: AMQPError, from endpoint: Endpoint, pause: Duration) {
        var metadata: Logger.Metadata = [
            LogKey.host: "\(endpoint.place)", LogKey.error: "\(failure)", LogKey.pause: "\(pause)",
        ]
        if let code = failure.code { metadata[LogKey.code] = "\(code)" }
        defer { lastFailure = failure }
        guard failure != lastFailure else {
            logger.debug("still no connection to the broker", metadata: metadata)
            return
        }
        if case .missingQueue = failure {
            logger.error("a queue is missing", metadata: metadata)
        } else {
            logger.warning("no connection to the broker", metadata: metadata)
        }
    }
}
