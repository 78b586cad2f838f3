import Foundation
import Jobs
import Messages

/// All that settings are read from, as it was at one moment: the configuration file, the gateways beside it, and the files
/// that variables name (`CODEBODE_…_FILE`).
struct SettingsFiles: Equatable, Masked, Sendable {
    let path: String
    /// `nil` where it cannot be read.
    let text: Secret?
    let gateways: GatewayFolder
    /// By path; those that can be read.
    let secrets: [String: Secret]

    var mask: String { path }

    /// - Parameters:
    ///   - path: of the configuration file; `gateways/NAME.yaml` lies beside it.
    ///   - environment: variables as `SecretFiles` reads them.
    init(path: String, environment: [String: String]) {
        self.path = path
        let file = URL(fileURLWithPath: path)
        let folder = file.deletingLastPathComponent().path
        // Where a link is what changes, as in a volume of Kubernetes, all is read from the version that it leads to now.
        let root = TemplateFolder.root(of: folder)
        text = Self.read(root.appending(path: file.lastPathComponent).path) ?? Self.read(path)
        gateways = GatewayFolder(folder, root: root)
        let paths = SecretFiles.paths(in: environment).values
        secrets = Dictionary(paths.compactMap { path in Self.read(path).map { (path, $0) } }) { first, _ in first }
    }

    private static func read(_ path: String) -> Secret? {
        guard let data = FileManager.default.contents(atPath: path), String(data: data, encoding: .utf8) != nil else {
            return nil
        }
        return Secret(data)
    }
}
