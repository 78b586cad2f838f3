import Foundation

/// An outcome as a person reads it.
struct OutcomeReport {
    /// `sent`, `rejected` or `failed`
    let name: String
    let text: String

    /// `nil` for a body that is no outcome event.
    init?(_ body: [UInt8]) {
        guard let event = (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any],
            let type = event["type"] as? String, let data = event["data"] as? [String: Any]
        else { return nil }
        name = String(type.split(separator: ".").last ?? "")
        let lines = data.filter { $0.key != "job" && $0.key != "kind" }.sorted { $0.key < $1.key }.map { key, value in
            let isBool = (value as? NSNumber).map { CFGetTypeIDIsBool($0) } ?? false
            return "  \(key): \(isBool ? ((value as? Bool) == true ? "yes" : "no") : "\(value)")"
        }
        text = ([name] + lines).joined(separator: "\n")
    }
}

/// JSON's true and false come as numbers.
private func CFGetTypeIDIsBool(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c"
}
