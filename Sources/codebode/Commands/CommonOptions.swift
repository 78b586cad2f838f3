import ArgumentParser
import Foundation

/// What every subcommand that reads the configuration takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The configuration file; CODEBODE_… variables stand above it.")
    var config = CommonOptions.usualConfig

    @Flag(help: "Answer in JSON, for programs.")
    var json = false

    /// In a tree of the sources its own, and else the one that the package installs.
    static let usualConfig =
        ["config/codebode.yaml", "/etc/codebode/codebode.yaml"].first(where: FileManager.default.fileExists)
        ?? "config/codebode.yaml"

    func settings() async throws -> Settings {
        do {
            return try await Settings.read(config)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }
}
