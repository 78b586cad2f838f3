/// What came of the attempts of the last half minute, in pieces of five seconds.
struct AttemptWindow: Sendable, Equatable {
    private struct Piece: Equatable {
        let number: Int64
        var attempts = 0
        var failures = 0
        var slow = 0
    }

    private static let pieceSeconds: Int64 = 5
    private static let pieceCount: Int64 = 6

    private var start: ContinuousClock.Instant?
    private var pieces: [Piece] = []

    var attempts: Int { pieces.reduce(0) { $0 + $1.attempts } }
    var failures: Int { pieces.reduce(0) { $0 + $1.failures } }
    var slow: Int { pieces.reduce(0) { $0 + $1.slow } }

    mutating func add(isFailure: Bool, isSlow: Bool, at now: ContinuousClock.Instant) {
        let start = start ?? now
        self.start = start
        let number = (now - start).components.seconds / Self.pieceSeconds
        pieces.removeAll { $0.number <= number - Self.pieceCount }
        if pieces.last?.number != number { pieces.append(Piece(number: number)) }
        pieces[pieces.count - 1].attempts += 1
        if isFailure { pieces[pieces.count - 1].failures += 1 }
        if isSlow { pieces[pieces.count - 1].slow += 1 }
    }
}
