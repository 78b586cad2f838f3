package import Cryptography
import Jobs

/// Makes jobs of bodies, plain or sealed. Only here is a sealed job ever open: every copy that waits stays as it came.
package struct JobReader: Sendable {
    /// Bytes of the largest body that may hold a job.
    package static let largestBody = SealRing.largest(ofText: BodyDecoder.maximumSize)

    private let seals: SealRing
    private let isSealRequired: Bool

    /// - Parameter isSealRequired: a job that comes in clear is refused, unless the store knew it already.
    package init(seals: SealRing = SealRing(), isSealRequired: Bool = false) {
        self.seals = seals
        self.isSealRequired = isSealRequired
    }

    func read(_ delivery: JobDelivery) throws(UnreadableJob) -> Job {
        do throws(Rejection) {
            switch try BodyFormat(contentType: delivery.contentType) {
            case .json: return try plain(delivery)
            case .sealed: break
            }
        } catch {
            throw UnreadableJob(error, id: JobDecoder.salvageID(delivery.body))
        }
        return try sealed(delivery)
    }

    private func plain(_ delivery: JobDelivery) throws(Rejection) -> Job {
        // What waits was taken before seals were required.
        guard !isSealRequired || delivery.isRemembered else {
            throw Rejection(
                .sealRequired, field: "content_type", "only sealed jobs are taken: application/jose is expected")
        }
        try BodyDecoder.checkSize(delivery.size)
        return try JobDecoder.decode(delivery.body, kind: delivery.kind)
    }

    /// What is wrong with a seal is for our own log: the answer is one and the same, so that nobody can learn from it.
    private func sealed(_ delivery: JobDelivery) throws(UnreadableJob) -> Job {
        guard delivery.size <= Self.largestBody else {
            throw UnreadableJob(Rejection(.invalid, "the sealed body holds more than 16 KiB"))
        }
        let job: Result<Job, UnreadableJob>
        do throws(SealFault) {
            job = try seals.open(delivery.body) { text in
                Result { () throws(UnreadableJob) in
                    do throws(Rejection) {
                        return try JobDecoder.decode(text, kind: delivery.kind, isSealed: true)
                    } catch {
                        throw UnreadableJob(error, id: JobDecoder.salvageID(text))
                    }
                }
            }
        } catch {
            throw UnreadableJob(Rejection(.sealInvalid, "the seal cannot be opened"), fault: error)
        }
        return try job.get()
    }
}
