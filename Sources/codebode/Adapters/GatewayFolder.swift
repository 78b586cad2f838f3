import Foundation
import Gateways
import Jobs

/// `gateways/` beside the configuration file, with one file for each gateway that could be used, as it was when it was read.
struct GatewayFolder: Equatable, Sendable {
    private static let ending = ".yaml"

    private let path: String
    private let files: [String: String]

    /// - Parameters:
    ///   - configuration: the folder of the configuration file.
    ///   - root: where that folder leads to now.
    init(_ configuration: String, root: URL) {
        path = configuration + "/gateways"
        let folder = root.appending(path: "gateways").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [String: String] = [:]
        // Those that begin with a dot are left by editors.
        for name in names where name.hasSuffix(Self.ending) && !name.hasPrefix(".") {
            files[String(name.dropLast(Self.ending.count))] =
                try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
        }
        self.files = files
    }

    func definition(_ name: String) throws -> GatewayDefinition {
        let file = "\(path)/\(name)\(Self.ending)"
        guard let yaml = files[name] else {
            throw CommandFailure(
                .configuration,
                "there is no file \(file) for the gateway \(name)" + NearestName.hint(for: name, among: names))
        }
        return try GatewayDefinition(name: name, yaml: yaml, file: file)
    }

    /// The text of a gateway's file.
    subscript(name: String) -> String? { files[name] }

    var names: [String] { files.keys.sorted() }
}
