import Jobs

/// How long a server's certificate still holds.
struct CertificateLife: Equatable {
    /// In which somebody should renew it.
    static let notice: Int64 = 21

    /// Whole ones; below zero once it has ended.
    let days: Int64
    private let end: Timestamp

    /// - Parameter end: in seconds since 1970.
    init(until end: Int, at now: Timestamp) {
        self.end = Timestamp(microseconds: Int64(end) * 1_000_000)
        days = (Int64(end) * 1_000_000 - now.microseconds) / 86_400_000_000
    }

    var isShort: Bool { days < Self.notice }

    /// `TLS until 2026-12-31`
    var text: String { "TLS until \(end.rfc3339.prefix(10))" }
}

extension Observation {
    /// Of a server that answers well; `nil` for one without TLS.
    static func reached(_ what: String, certificateEnd: Int?, at now: Timestamp = .wallClock) -> Observation {
        guard let life = certificateEnd.map({ CertificateLife(until: $0, at: now) }) else { return .well(what) }
        guard life.isShort else { return .well("\(what) (\(life.text))") }
        return .warning(
            "\(what), and its certificate ends in \(life.days) days (\(life.text))",
            "Have it renewed: nothing is sent over a connection whose certificate has ended.")
    }
}
