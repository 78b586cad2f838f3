import Admission
import Jobs
import Logging

extension Worker {
    /// Counts the code as used, and only then acknowledges. Nobody is told: the backend knows already.
    func process(_ delivery: SignalDelivery) async {
        let job: JobID
        do {
            job = try delivery.decode().verified
        } catch {
            metrics.count(.malformed)
            logger.notice(
                "a signal cannot be read and goes to the dead letters",
                metadata: .init([.field: error.field ?? "-", .reason: error.detail]))
            let detail = [error.field, error.detail].compactMap(\.self).joined(separator: ": ")
            return await setAside(.signal(delivery), .unreadable, detail)
        }
        do {
            let result = try await store.verify(job) ? SignalResult.counted : .unknown
            metrics.count(result)
            logger.debug("a signal was taken", metadata: .init([.job: job.text, .result: result.rawValue]))
            await source.acknowledge(delivery.receipt)
        } catch {
            metrics.countStoreFailure()
            logger.error(
                "the store gave no answer, a signal is not counted",
                metadata: .init([.job: job.text, .error: "\(error)"]))
            await later(delivery, of: job)
        }
    }

    /// A signal that is lost makes an honest code look unused, so it waits like a job. It has no life that could end
    /// its waiting; what ends is the store's memory. After that no answer could count it any more, and going on would
    /// only keep the broker busy: it goes to the dead letters, where somebody can see how many there are.
    private func later(_ delivery: SignalDelivery, of job: JobID) async {
        guard RetryDelay.total(ofReturns: delivery.returns) < terms.rules.memory else {
            metrics.count(.givenUp)
            logger.error(
                "a signal waited too long and goes to the dead letters", metadata: .init([.job: job.text]))
            return await setAside(.signal(delivery), .waitedTooLong, "no store took it for as long as it knows a job")
        }
        let delay = RetryDelay(afterReturns: delivery.returns + 1)
        await postpone(delivery.receipt, by: delay) { () async throws(SinkError) in
            try await sink.postpone(delivery, by: delay)
        }
    }
}

extension SignalDelivery {
    fileprivate func decode() throws(Rejection) -> Signal {
        try BodyDecoder.checkSize(size)
        switch try BodyFormat(contentType: contentType) {
        case .json: return try Signal(body)
        case .sealed: throw Rejection(.invalid, field: "content_type", "a signal is not sealed")
        }
    }
}
