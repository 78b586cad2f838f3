import ArgumentParser

/// What every subcommand that reads the configuration takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "The configuration file; CODEBODE_… variables stand above it.")
    var config = "config/codebode.yaml"

    @Flag(help: "Answer in JSON, for programs.")
    var json = false

    func settings() async throws -> Settings {
        do {
            return try await Settings.read(config)
        } catch {
            throw CommandFailure(.configuration, error.description)
        }
    }
}
