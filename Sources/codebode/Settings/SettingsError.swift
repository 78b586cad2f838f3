/// Everything that is wrong with the configuration, one finding a line; ends the start with exit code 78.
struct SettingsError: Error, CustomStringConvertible, Equatable {
    let findings: [String]

    var description: String { findings.joined(separator: "\n") }
}
