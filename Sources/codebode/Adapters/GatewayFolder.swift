import Foundation
import Gateways
import Jobs

/// `gateways/` beside the configuration file, with one file for each gateway that could be used.
struct GatewayFolder {
    private let path: String

    /// - Parameter configuration: the folder of the configuration file.
    init(_ configuration: String) {
        path = configuration + "/gateways"
    }

    func definition(_ name: String) throws -> GatewayDefinition {
        let file = "\(path)/\(name).yaml"
        guard let yaml = try? String(contentsOfFile: file, encoding: .utf8) else {
            throw CommandFailure(
                .configuration,
                "there is no file \(file) for the gateway \(name)" + NearestName.hint(for: name, among: names))
        }
        return try GatewayDefinition(name: name, yaml: yaml, file: file)
    }

    private var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(".yaml".count)) }
    }
}
