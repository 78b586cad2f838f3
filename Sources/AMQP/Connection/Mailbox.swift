import EventLoop

/// Where deliveries wait between the connection's thread and their reader, who takes all there are at once.
///
/// Unlike a buffering `AsyncStream` it can take back what nobody took yet.
final class Mailbox: Sendable {
    private struct State {
        var deliveries: [Delivery] = []
        var reader: CheckedContinuation<[Delivery]?, Never>?
        var isFinished = false
    }

    private let state = Locked(State())

    func put(_ deliveries: [Delivery]) {
        guard !deliveries.isEmpty else { return }
        let reader = state.withLock { state -> CheckedContinuation<[Delivery]?, Never>? in
            if let reader = state.reader.take() { return reader }
            state.deliveries += deliveries
            return nil
        }
        reader?.resume(returning: deliveries)
    }

    /// All that came in since the last call, waiting for one at least; nil at the end, or when the task is cancelled.
    func next() async -> [Delivery]? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { reader in
                let answer = state.withLock { state -> [Delivery]?? in
                    if !state.deliveries.isEmpty { return .some(state.deliveries.takeAll()) }
                    if state.isFinished || Task.isCancelled { return .some(nil) }
                    state.reader = reader
                    return .none
                }
                if let answer { reader.resume(returning: answer) }
            }
        } onCancel: {
            state.withLock { $0.reader.take() }?.resume(returning: nil)
        }
    }

    /// Takes back what is still here.
    func takeBack() -> [Delivery] {
        state.withLock { $0.deliveries.takeAll() }
    }

    /// Takes back what is still here, and ends the stream.
    func finish() -> [Delivery] {
        let (reader, left) = state.withLock { state in
            state.isFinished = true
            return (state.reader.take(), state.deliveries.takeAll())
        }
        reader?.resume(returning: nil)
        return left
    }
}

extension Array {
    fileprivate mutating func takeAll() -> [Element] {
        defer { self = [] }
        return self
    }
}
