import Foundation

/// Reads a job's JSON strictly: what the contract does not know is refused by name.
package enum JobDecoder {
    /// - Parameter kind: the routing key that the job came by.
    package static func decode(_ body: [UInt8], kind: JobKind) throws(Rejection) -> Job {
        try body.withUnsafeBufferPointer { body throws(Rejection) in try decode(body, kind: kind, isSealed: false) }
    }

    /// - Parameter isSealed: what only a sealed job may hold is taken.
    package static func decode(
        _ body: UnsafeBufferPointer<UInt8>, kind: JobKind, isSealed: Bool
    ) throws(Rejection) -> Job {
        let document = try BodyDecoder.decode(JobDocument.self, from: body, plainly: JobDocument.init(plain:))
        return try Job(document, kind: kind, isSealed: isSealed)
    }

    /// The id of a job that `decode` refused, if one can be made out.
    package static func salvageID(_ body: UnsafeBufferPointer<UInt8>) -> JobID? {
        struct Envelope: Decodable {
            let id: String
        }
        guard body.count <= BodyDecoder.maximumSize,
            let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(borrowing: body))
        else { return nil }
        return JobID(envelope.id)
    }

    package static func salvageID(_ body: [UInt8]) -> JobID? {
        body.withUnsafeBufferPointer { salvageID($0) }
    }
}
