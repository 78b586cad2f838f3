import Foundation
import Jobs

/// An outcome event as its reader takes it apart.
struct PublishedOutcome: Decodable {
    struct Data: Decodable {
        let job: String?
        let kind: String
        let account: String?
        let reason: String?
        let field: String?
        let detail: String?
        let channel: String?
        let provider: String?
        let answer: String?
        let attempts: Int?
        let possibleDuplicate: Bool?
    }

    let id: String
    let type: String
    let subject: String?
    let data: Data

    init(_ event: OutcomeEvent) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(PublishedOutcome.self, from: Foundation.Data(event.body))
    }
}
