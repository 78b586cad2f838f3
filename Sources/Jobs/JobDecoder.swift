import Foundation

/// Reads a job's JSON strictly: what the contract does not know is refused by name.
package enum JobDecoder {
    /// Bytes; a longer body is refused unread.
    package static let maximumSize = 16 * 1_024

    /// - Parameter kind: the routing key that the job came by.
    package static func decode(_ body: [UInt8], kind: JobKind) throws(Rejection) -> Job {
        try Job(document(body), kind: kind)
    }

    /// The id of a job that `decode` refused, if one can be made out.
    package static func salvageID(_ body: [UInt8]) -> JobID? {
        struct Envelope: Decodable {
            let id: String
        }
        guard body.count <= maximumSize, let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(body))
        else { return nil }
        return JobID(envelope.id)
    }

    private static func document(_ body: [UInt8]) throws(Rejection) -> JobDocument {
        guard body.count <= maximumSize else { throw Rejection(.invalid, "the body is larger than 16 KiB") }
        // Foundation would guess UTF-16 and UTF-32; the contract says UTF-8, in which JSON holds no NUL.
        guard !body.contains(0), String(validating: body, as: UTF8.self) != nil else {
            throw Rejection(.invalid, "the body is not UTF-8")
        }
        do {
            return try JSONDecoder().decode(JobDocument.self, from: Data(body))
        } catch let rejection as Rejection {
            throw rejection
        } catch let error as DecodingError {
            throw Rejection(error)
        } catch {
            throw Rejection(.invalid, "the body is not JSON")
        }
    }
}

extension Rejection {
    fileprivate init(_ error: DecodingError) {
        func field(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String? {
            let names = (path + [last].compactMap(\.self)).map(\.stringValue)
            return names.isEmpty ? nil : names.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(.invalid, field: field(context.codingPath, key), "the field is missing")
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            guard let field = field(context.codingPath) else {
                self.init(.invalid, "the body is not a JSON object")
                return
            }
            self.init(.invalid, field: field, "the field has the wrong type")
        case .dataCorrupted(let context):
            guard let field = field(context.codingPath) else {
                self.init(.invalid, "the body is not JSON")
                return
            }
            self.init(.invalid, field: field, "the field cannot be read")
        @unknown default:
            self.init(.invalid, "the body is not JSON")
        }
    }
}
