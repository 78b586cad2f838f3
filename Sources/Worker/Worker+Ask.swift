import Admission

extension Worker {
    /// Asks the store again when no answer comes, with a pause between.
    ///
    /// - Parameter step: harmless if it happens once more than it was heard of.
    func ask<Answer>(
        while mayAsk: (_ failures: Int) -> Bool, _ step: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        var failures = 0
        while true {
            do {
                return try await step()
            } catch {
                failures += 1
                guard mayAsk(failures), !Task.isCancelled else { throw error }
                metrics.countStoreFailure()
                await clocks.pause(.milliseconds(500))
            }
        }
    }
}
