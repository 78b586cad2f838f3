import Foundation
import TestSupport

@testable import codebode

/// Configuration files in folders of their own.
enum SettingsSample {
    /// What no configuration can do without.
    static let minimal = """
        mail: {from: noreply@caren.example}
        brand: {domain: caren.example}

        """

    static let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        .standardized.path

    static func read(
        _ yaml: String = minimal, environment: [String: String] = [:]
    ) async throws(SettingsError) -> Settings {
        let folder = TemporaryFolder()
        folder.write(yaml, to: "codebode.yaml")
        return try await Settings.read(folder.path("codebode.yaml"), environment: environment)
    }

    /// The file is called FILE in them.
    static func findings(_ yaml: String, environment: [String: String] = [:]) async -> [String] {
        let folder = TemporaryFolder()
        folder.write(yaml, to: "codebode.yaml")
        do {
            _ = try await Settings.read(folder.path("codebode.yaml"), environment: environment)
            return []
        } catch {
            return error.findings.map { $0.replacing(folder.path("codebode.yaml"), with: "FILE") }
        }
    }
}
