import Foundation
import Jobs

@testable import Gateways

/// The gateways of `config/gateways`, by name.
enum ShippedGateways {
    static let secret = "geheim-0123456789-geheim"

    static let all = read { $0 }

    /// With their receipts under a secret in the address: what stands behind a vendor's signature cannot be reached by
    /// trying.
    static let unsigned = read { line in
        guard let start = line.firstRange(of: "  signature: {scheme: ")?.lowerBound, start == line.startIndex,
            let name = line.firstRange(of: "secret: ")?.upperBound
        else { return line }
        return "  signature: {scheme: none, secret: \(line[name...].prefix { $0 != "}" })}"
    }

    private static func read(_ change: (String) -> String) -> [String: GatewayDefinition] {
        let folder = repository.appending(path: "config/gateways")
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var gateways: [String: GatewayDefinition] = [:]
        for file in files where file.hasSuffix(".yaml") {
            guard let text = try? String(contentsOf: folder.appending(path: file), encoding: .utf8) else { continue }
            let yaml = text.split(separator: "\n", omittingEmptySubsequences: false).map { change(String($0)) }
            let name = String(file.dropLast(5))
            gateways[name] = try? GatewayDefinition(name: name, yaml: yaml.joined(separator: "\n"), file: file)
        }
        return gateways
    }

    static let order: SMSOrder? = JobID("job-00000001").flatMap { id in
        try? SMSOrder(
            to: PhoneNumber("+31612345678"), text: Secret("482913 is je inlogcode voor Caren."), encoding: .gsm7,
            segments: 1, id: id, validity: .seconds(300), sender: "Caren")
    }
}
