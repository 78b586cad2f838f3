import Foundation
package import Jobs

/// What a reader of the outcomes makes of an event.
package struct Told: Decodable, Sendable, Equatable {
    package struct Data: Decodable, Sendable, Equatable {
        package let reason: String?
        package let detail: String?
        package let provider: String?
        package let answer: String?
        package let attempts: Int?
        package let retryAfter: Int?
        package let possibleDuplicate: Bool?

        private enum CodingKeys: String, CodingKey {
            case reason, detail, provider, answer, attempts
            case retryAfter = "retry_after_s"
            case possibleDuplicate = "possible_duplicate"
        }
    }

    package let type: String
    package let data: Data?

    /// An event that cannot be read is told as `unreadable`.
    package init(_ event: OutcomeEvent) {
        let told = try? JSONDecoder().decode(Told.self, from: Foundation.Data(event.body))
        type = told?.type ?? "codebode.unreadable"
        data = told?.data
    }

    /// `sent`, `rejected superseded`, `failed unknown`.
    package var ending: String {
        [type.replacing("codebode.", with: ""), data?.reason].compactMap(\.self).joined(separator: " ")
    }
}
