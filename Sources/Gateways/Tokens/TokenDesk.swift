import Transfers

/// Gets a gateway's access token, and keeps it while it is good.
///
/// Duties:
/// 1. asks once, however many wait; who waits does so on his own time, and the request goes on without him;
/// 2. asks anew when a tenth of the token's life is left;
/// 3. drops a token that the gateway refuses, and tells a token gone stale from an account that lets nobody in.
actor TokenDesk {
    enum Answer: Sendable {
        case token(AccessToken)
        case none(SendAnswer)
    }

    private let request: HTTPRequest
    private let perform: @Sendable (HTTPRequest) async -> HTTPResult
    private let now: @Sendable () -> ContinuousClock.Instant
    private var token: AccessToken?
    private var latestNumber = 0
    private var isAsking = false
    /// Whether a token was refused and none has worked since.
    private var isDoubted = false
    private var waiting: [Int: CheckedContinuation<Answer, Never>] = [:]
    private var latestVisitor = 0

    /// - Parameter perform: makes the request, and ends by its timeout.
    init(
        _ request: HTTPRequest, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        perform: @escaping @Sendable (HTTPRequest) async -> HTTPResult
    ) {
        self.request = request
        self.now = now
        self.perform = perform
    }

    /// Ends by the timeout; at once when the task is cancelled.
    func token(within timeout: Duration) async -> Answer {
        if let token, now() < token.goodUntil { return .token(token) }
        latestVisitor += 1
        let visitor = latestVisitor
        let patience = Task { [weak self] in
            guard (try? await Task.sleep(for: timeout)) != nil else { return }
            await self?.leave(visitor, "OPERATION_TIMEDOUT")
        }
        defer { patience.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[visitor] = continuation
                if Task.isCancelled {
                    leave(visitor, "ABORTED_BY_CALLBACK")
                } else if !isAsking {
                    isAsking = true
                    Task { await self.ask() }
                }
            }
        } onCancel: {
            Task { await self.leave(visitor, "ABORTED_BY_CALLBACK") }  // comes after the visitor is noted
        }
    }

    /// The gateway took a message that came with it, or refused it for another reason.
    func approve(_ approved: AccessToken) {
        guard approved.number == token?.number else { return }
        token?.isOnTrial = false
        isDoubted = false
    }

    /// - Returns: whether another token may help: not when this one already came in place of a refused one.
    func refuse(_ refused: AccessToken) -> Bool {
        if refused.number == token?.number { token = nil }
        isDoubted = true
        return !refused.isOnTrial
    }

    private func ask() async {
        var request = request
        let asked = now()
        request.begun = .now
        let answer = TokenAnswer(await perform(request))
        isAsking = false
        let told: Answer
        switch answer {
        case .failed(let failure):
            told = .none(failure)
        case .granted(let secret, let life):
            latestNumber += 1
            let fresh = AccessToken(
                secret: secret, number: latestNumber, goodUntil: asked + life * 9 / 10, isOnTrial: isDoubted)
            token = fresh
            told = .token(fresh)
        }
        for continuation in waiting.values { continuation.resume(returning: told) }
        waiting = [:]
    }

    /// - Parameter reason: in libcurl's words, as if the request were his.
    private func leave(_ visitor: Int, _ reason: String) {
        waiting.removeValue(forKey: visitor)?.resume(returning: .none(SendAnswer(.notSent, note: "token: " + reason)))
    }
}
