/// Where workers leave word of how they are, for whoever asks from outside (`codebode status`). No step of a job reads it
/// or waits for it.
///
/// Duties of an implementation, checked by the stores' conformance suite:
/// 1. A worker has one note: a newer one takes the place of the last.
/// 2. Ages run by the store's clock: those of the machines may differ.
/// 3. What nobody wrote anew for `PostedNote.life` is not shown, and goes by itself.
package protocol NoteBoard: Sendable {
    /// - Parameters:
    ///   - body: the store does not look into it; it holds no secret, number or address.
    ///   - worker: a name that no other worker has.
    func post(_ body: [UInt8], of worker: String) async throws(StoreError)

    /// For a worker that leaves well.
    func takeDown(_ worker: String) async throws(StoreError)

    /// By the workers' names.
    func notes() async throws(StoreError) -> [PostedNote]
}
