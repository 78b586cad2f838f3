import Foundation
import Jobs

/// An outcome as its reader takes it apart.
struct Told: Decodable {
    struct Data: Decodable {
        let reason: String?
        let channel: String?
        let possibleDuplicate: Bool?

        private enum CodingKeys: String, CodingKey {
            case reason, channel
            case possibleDuplicate = "possible_duplicate"
        }
    }

    let id: String
    let type: String
    let data: Data

    init(_ body: [UInt8]) throws {
        self = try JSONDecoder().decode(Told.self, from: Foundation.Data(body))
    }

    var name: String { String(type.dropFirst("codebode.".count)) }
    /// `sent`, or what it came to and why.
    var ending: String { [name, data.reason].compactMap(\.self).joined(separator: " ") }
    /// Delivery receipts, and the answers to bodies and ids that are no request of their own, end no job.
    var isTerminal: Bool { ["sent", "rejected", "failed"].contains(name) && !isAside }
    var isAside: Bool { id.contains(".duplicate.") || id.contains(".unreadable.") }
    var isSent: Bool { name == "sent" }
    /// It was or may have been sent.
    var countsAsSent: Bool { isSent || data.reason == "unknown" }
}
