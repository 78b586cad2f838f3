import Foundation

/// An outcome as a person reads it.
struct OutcomeReport {
    /// `sent`, `rejected` or `failed`
    let name: String
    let text: String

    /// `nil` for a body that is no outcome event.
    init?(_ body: [UInt8]) {
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(body)) else { return nil }
        name = String(event.type.split(separator: ".").last ?? "")
        let lines = event.data.filter { $0.key != "job" && $0.key != "kind" }.sorted { $0.key < $1.key }
        text = ([name] + lines.map { "  \($0.key): \($0.value.text)" }).joined(separator: "\n")
    }

    private struct Event: Decodable {
        let type: String
        let data: [String: Value]
    }

    private struct Value: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let truth = try? value.decode(Bool.self) {
                text = truth ? "yes" : "no"
            } else if let number = try? value.decode(Int.self) {
                text = String(number)
            } else {
                text = try value.decode(String.self).printable
            }
        }
    }
}
