import Admission

extension StoreError {
    /// Keeps Redis' own words, as far as they can be shown; commands and their values are not among them.
    init(_ error: RedisError) {
        switch error {
        case .refused(let text) where text.hasPrefix("OOM"): self.init(.full, "Redis \(error)")
        case .unsent, .unanswered, .unavailable, .refused: self.init(.unavailable, "Redis \(error)")
        }
    }

    /// An answer that is none to what was asked.
    init(_ reply: RedisReply?) {
        self.init(.unavailable, "Redis answers out of turn: \(reply.map { "\($0)" } ?? "nothing")")
    }
}
