/// The time in which a suspect is tried alone: until an attempt of it has begun, or it is settled.
///
/// No longer, or a gateway that is slow would let everything wait that lay beside a poison. What crashes after the
/// beginning comes back no sooner than its lease ends, and has an end of its own (`AdmissionRules.onUnknown`).
final class Trial: Sendable {
    private let (stream, continuation) = AsyncStream<Void>.makeStream()

    func end() {
        continuation.finish()
    }

    /// Returns when it has ended.
    func wait() async {
        for await _ in stream {}
    }
}
