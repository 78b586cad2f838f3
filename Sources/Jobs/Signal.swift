/// What the backend tells after a code was sent: the user has typed it in.
package struct Signal: Sendable, Equatable {
    /// The routing key that signals come by.
    package static let routingKey = "signals"

    /// The job whose code was used.
    package let verified: JobID

    package init(_ body: [UInt8]) throws(Rejection) {
        let document = try body.withUnsafeBufferPointer { body throws(Rejection) in
            try BodyDecoder.decode(SignalDocument.self, from: body)
        }
        guard let id = JobID(document.verified) else {
            throw Rejection(.invalid, field: "verified", JobID.expectation)
        }
        verified = id
    }
}

private struct SignalDocument: Decodable {
    let verified: String

    private enum Key: String, CodingKey, CaseIterable {
        case verified
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownFields(Key.self)
        verified = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .verified)
    }
}
