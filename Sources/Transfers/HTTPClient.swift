import CCurl
import EventLoop

/// Speaks HTTP with every gateway from one thread.
///
/// libcurl is driven by socket events (`curl_multi_socket_action`), because its own polling looks at every transfer
/// in each turn. A request is issued once, whatever happens to its connection.
package actor HTTPClient {
    private struct Running {
        let transfer: HTTPTransfer
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<HTTPResult, Never>
    }

    private let loop: EventLoop
    private let multi: MultiHandle
    private let options: Options
    private var running: [UInt64: Running] = [:]
    /// None of `running` is due before.
    private var nextDue: ContinuousClock.Instant?
    private var spare: [HTTPTransfer] = []
    private var lastID: UInt64 = 0
    /// To be resumed at the end of the loop's turn.
    private var ended: [(continuation: CheckedContinuation<HTTPResult, Never>, result: HTTPResult)] = []

    package nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    package init(_ options: Options = Options()) throws(TransferFailure) {
        CurlGlobal.ready()
        self.options = options
        multi = try MultiHandle(connections: options.connections)
        do {
            loop = try EventLoop(name: "http")
        } catch {
            throw TransferFailure(CURLE_FAILED_INIT, error.description)
        }
        // Unretained: `deinit` silences the handle before this actor goes.
        multi.report(sockets: socketChanged, timer: timerChanged, to: Unmanaged.passUnretained(self).toOpaque())
    }

    isolated deinit {
        multi.silence()
    }

    /// Ends by the request's timeout at the latest; when the task is cancelled, at once, and still says what left.
    package func perform(_ request: HTTPRequest) async -> HTTPResult {
        if lastID == 0 { resumeBeforeSleep() }
        lastID += 1
        let id = lastID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(returning: .notSent(.cancelled))
                } else {
                    begin(id, request, continuation)
                }
            }
        } onCancel: {
            Task { await self.cancel(id) }  // comes after `begin`, which does not let go of the actor
        }
    }

    private func begin(
        _ id: UInt64, _ request: HTTPRequest, _ continuation: CheckedContinuation<HTTPResult, Never>
    ) {
        do throws(TransferFailure) {
            let transfer = if let spare = spare.popLast() { spare } else { try HTTPTransfer() }
            try transfer.prepare(request, options, id: id)
            guard multi.add(transfer.easy) else { throw TransferFailure(CURLE_FAILED_INIT) }
            let deadline = ContinuousClock.now + request.timeout.curlBounded
            running[id] = Running(transfer: transfer, deadline: deadline, continuation: continuation)
            nextDue = min(nextDue ?? deadline, deadline)
        } catch {
            continuation.resume(returning: .notSent(error))
        }
    }

    private func cancel(_ id: UInt64) {
        end(id, CURLE_ABORTED_BY_CALLBACK, because: .cancelled)
    }

    private func end(_ id: UInt64, _ code: CURLcode, because reason: TransferFailure? = nil) {
        guard let ending = running.removeValue(forKey: id) else { return }
        multi.remove(ending.transfer.easy)
        ended.append((ending.continuation, ending.transfer.finish(code, because: reason)))
        spare.append(ending.transfer)
    }

    /// Answers go out together, once a turn: one by one, each would wake a thread of the pool.
    private func resumeBeforeSleep() {
        loop.beforeSleep { [weak self] in
            self?.assumeIsolated { client in
                for (continuation, result) in client.ended {
                    continuation.resume(returning: result)
                }
                client.ended.removeAll(keepingCapacity: true)
            }
            return false
        }
    }
}

// MARK: - Driving libcurl

extension HTTPClient {
    /// - Parameter socket: `CURL_SOCKET_TIMEOUT` when time has passed and nothing else happened.
    private func act(on socket: curl_socket_t, _ readiness: Readiness) {
        var events: Int32 = 0
        if readiness.contains(.read) { events |= CURL_CSELECT_IN }
        if readiness.contains(.write) { events |= CURL_CSELECT_OUT }
        if !readiness.isDisjoint(with: .failed) { events |= CURL_CSELECT_ERR }

        let isWell = multi.act(on: socket, events: events)
        while let (id, code) = multi.nextFinished() {
            end(id, code)
        }
        if socket == CURL_SOCKET_BAD { endOverdue() }
        guard !isWell else { return }
        for id in running.keys {
            end(id, CURLE_OUT_OF_MEMORY)  // all that is left to break the whole handle
        }
    }

    /// libcurl wakes for the timeout of a transfer that waits for a connection, and then forgets about it.
    private func endOverdue() {
        let now = ContinuousClock.now
        guard let due = nextDue, due <= now else { return }
        for (id, transfer) in running where transfer.deadline <= now {
            end(id, CURLE_OPERATION_TIMEDOUT)
        }
        nextDue = running.values.lazy.map(\.deadline).min()
    }

    /// A socket that cannot be watched leaves its transfer to the timeout.
    fileprivate func watch(_ socket: curl_socket_t, _ wanted: Int32) {
        var interest: Readiness = []
        if wanted & CURL_POLL_IN != 0 { interest.insert(.read) }
        if wanted & CURL_POLL_OUT != 0 { interest.insert(.write) }
        try? loop.watch(socket, for: interest) { [weak self] readiness in
            self?.assumeIsolated { $0.act(on: socket, readiness) }
        }
    }

    fileprivate func unwatch(_ socket: curl_socket_t) {
        loop.unwatch(socket)
    }

    fileprivate func setTimer(milliseconds: Int) {
        guard milliseconds >= 0 else { return loop.setDeadline(nil) }
        loop.setDeadline(.now + .milliseconds(milliseconds)) { [weak self] in
            self?.assumeIsolated { $0.act(on: CURL_SOCKET_BAD, []) }  // the value of CURL_SOCKET_TIMEOUT
        }
    }
}

private func socketChanged(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ wanted: Int32,
    _ context: UnsafeMutableRawPointer?, _ unused: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return 0 }
    Unmanaged<HTTPClient>.fromOpaque(context).takeUnretainedValue().assumeIsolated { client in
        if wanted == CURL_POLL_REMOVE { client.unwatch(socket) } else { client.watch(socket, wanted) }
    }
    return 0
}

private func timerChanged(
    _ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?
) -> Int32 {
    guard let context else { return 0 }
    Unmanaged<HTTPClient>.fromOpaque(context).takeUnretainedValue().assumeIsolated { client in
        client.setTimer(milliseconds: milliseconds)
    }
    return 0
}
