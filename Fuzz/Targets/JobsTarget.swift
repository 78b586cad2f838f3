import Foundation

@testable import Jobs

/// Jobs and signals as the broker hands them over.
enum JobsTarget: FuzzTarget {
    static let name = "jobs"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        let text = input.text
        let kind = JobKind.allCases.first { text.contains($0.rawValue) } ?? .sendCode
        let isSealed = text.contains("totp")
        let read = Result { () throws(Rejection) in try JobDecoder.decode(input, kind: kind, isSealed: isSealed) }
        switch read {
        case .success(let job):
            try refuse("a job without its id", if: JobDecoder.salvageID(input) != job.id)
            try refuse("a job of another kind", if: job.kind != kind)
            try refuse("a job that ends before it begins", if: job.issuedAt >= job.expiresAt)
        case .failure(let rejection):
            try check(rejection)
        }
        if input.isPlainUTF8, input.count <= BodyDecoder.maximumSize, JobDocument(plain: input) != nil {
            try agree(read, with: input, kind, isSealed)
        }
        do throws(Rejection) {
            _ = try Signal(Array(input))
        } catch {
            try check(error)
        }
    }

    /// Foundation reads the same out of what our own reader took, and out of the same fields in another order.
    private static func agree(
        _ read: Result<Job, Rejection>, with input: UnsafeBufferPointer<UInt8>, _ kind: JobKind, _ isSealed: Bool
    ) throws(BrokenPromise) {
        let document = try? JSONDecoder().decode(JobDocument.self, from: Data(input))
        guard let document else { throw BrokenPromise(description: "Foundation refuses what PlainJSON takes") }
        let theirs = Result { () throws(Rejection) in try Job(document, kind: kind, isSealed: isSealed) }
        try refuse("Foundation and PlainJSON disagree: \(read), \(theirs)", if: read != theirs)
        guard let object = try? JSONSerialization.jsonObject(with: Data(input)),
            let written = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .prettyPrinted])
        else { return }
        let again = Result { () throws(Rejection) in
            try [UInt8](written).withUnsafeBufferPointer { written throws(Rejection) in
                try JobDecoder.decode(written, kind: kind, isSealed: isSealed)
            }
        }
        try refuse("another order of fields makes another job: \(read), \(again)", if: read != again)
    }

    private static func check(_ rejection: Rejection) throws(BrokenPromise) {
        let isOfReading = [.invalid, .linkNotAllowed, .sealRequired].contains(rejection.reason)
        try refuse("refused for another reason", if: !isOfReading)
        try refuse("a refusal without a word", if: rejection.detail.isEmpty || rejection.detail.utf8.count > 200)
        // Digits and capitals could be a code or a key that stands in a field's place.
        let isName = (rejection.field ?? "").utf8.allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || "_.-".utf8.contains($0)
        }
        try refuse("a field that is no name: \(rejection.field ?? "")", if: !isName)
    }
}
