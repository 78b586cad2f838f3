import CCurl

/// Hands mail to relays, over a fixed number of sessions.
///
/// A mail waits for a free session in the order of arrival, and on its own time.
package actor SMTPClient {
    private struct Waiting {
        let id: UInt64
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Result<SMTPSession, TransferFailure>, Never>
    }

    private var free: [SMTPSession] = []
    private var waiting: [Waiting] = []
    private var lastID: UInt64 = 0
    /// One for all that wait: rings when the first of them has no time left, and at times too early.
    private var alarm: (at: ContinuousClock.Instant, task: Task<Void, Never>)?

    /// - Parameters:
    ///   - sessions: threads, and connections to a relay at most.
    ///   - authorities: PEM file of those to trust; the system's without it.
    package init(sessions: Int = 8, authorities: String? = nil) throws(TransferFailure) {
        for _ in 0..<max(1, sessions) {
            free.append(try SMTPSession(authorities: authorities))
        }
    }

    /// Ends by the mail's timeout. Cancelling the task ends the wait for a session, not a mail that is being handed in.
    package func send(_ mail: MailTransfer) async -> MailResult {
        if let flaw = mail.flaw { return .notSent(flaw) }
        let deadline = ContinuousClock.now + mail.timeout.curlBounded
        switch await session(before: deadline) {
        case .failure(let failure):
            return .notSent(failure)
        case .success(let session):
            let result = await session.perform(mail, until: deadline)
            giveBack(session)
            return result
        }
    }

    private func session(before deadline: ContinuousClock.Instant) async -> Result<SMTPSession, TransferFailure> {
        if let session = free.popLast() { return .success(session) }  // the last used, whose connection is warmest
        lastID += 1
        let id = lastID
        setAlarm(for: deadline)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting.append(Waiting(id: id, deadline: deadline, continuation: continuation))
                if Task.isCancelled { giveUp(id, .cancelled) }
            }
        } onCancel: {
            Task { await self.giveUp(id, .cancelled) }
        }
    }

    private func giveBack(_ session: SMTPSession) {
        if waiting.isEmpty {
            free.append(session)
        } else {
            waiting.removeFirst().continuation.resume(returning: .success(session))
        }
    }

    private func setAlarm(for deadline: ContinuousClock.Instant) {
        if let alarm, alarm.at <= deadline { return }
        alarm?.task.cancel()
        let task = Task { [weak self] in
            guard (try? await Task.sleep(until: deadline, clock: .continuous)) != nil else { return }
            await self?.ring()
        }
        alarm = (deadline, task)
    }

    private func ring() {
        alarm = nil
        let now = ContinuousClock.now
        for late in waiting where late.deadline <= now { giveUp(late.id, .noFreeSession) }
        if let next = waiting.map(\.deadline).min() { setAlarm(for: next) }
    }

    /// Nothing when the session came first.
    private func giveUp(_ id: UInt64, _ failure: TransferFailure) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: .failure(failure))
    }
}
