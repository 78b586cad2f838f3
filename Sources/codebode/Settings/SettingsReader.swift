import Configuration
import Foundation
import Jobs

/// Reads single values of the configuration and gathers what is wrong, so that one start shows every mistake.
///
/// The environment stands above the file, and the defaults stand below both.
struct SettingsReader {
    let file: SettingsFile
    /// Those that have a file beside the configuration.
    private let gatewayFiles: [String]
    private let config: ConfigReader
    private let environment: [String: String]
    private(set) var findings: [String]

    /// - Parameter environment: variables that begin with `CODEBODE_` count; `CODEBODE_X_FILE` names a file that holds
    ///   the value of a secret.
    init(_ files: SettingsFiles, environment: [String: String]) throws(SettingsError) {
        guard let text = files.text else {
            throw SettingsError(findings: ["\(files.path): the file cannot be read; --config names another one"])
        }
        file = try SettingsFile(path: files.path, text: text.revealed)
        gatewayFiles = files.gateways.names
        let environment = environment.filter { $0.key.hasPrefix("CODEBODE_") }
        (self.environment, findings) = SecretFiles.resolve(environment, from: files.secrets)
        do {
            config = ConfigReader(providers: [
                EnvironmentVariablesProvider(environmentVariables: self.environment).prefixKeys(with: "codebode"),
                try YAMLText(text.withBytes(Array.init)),
            ])
        } catch {
            throw SettingsError(findings: ["\(files.path): \(error)"])
        }
        findUnknownKeys()
    }

    mutating func complain(_ key: String, _ complaint: String) {
        let variable = SettingKey.environmentName(key)
        let place = environment[variable] != nil ? "environment \(variable)" : file.place(key)
        findings.append("\(place): \(key): \(complaint)")
    }

    /// `nil` if the key is absent or empty. A YAML list is text with commas.
    func text(_ key: String) -> String? {
        let value =
            config.string(forKey: ConfigKey(key), isSecret: true)
            ?? config.stringArray(forKey: ConfigKey(key), isSecret: true)?.joined(separator: ",")
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// What is written down, by key, or by variable where that stands above the key.
    var given: [String: Secret] {
        var given = environment.mapValues { Secret($0) }
        for (key, _) in file.keys where environment[SettingKey.environmentName(key)] == nil {
            given[key] = Secret(text(key) ?? "")
        }
        return given
    }

    mutating func required(_ key: String, example: String) -> String {
        if let value = text(key) { return value }
        complain(
            key, "this key needs a value, such as \(example) (or set \(SettingKey.environmentName(key)))")
        return ""
    }

    /// A YAML list, or text with commas. An empty list counts, an empty text does not.
    func list(_ key: String, default standard: [String]) -> [String] {
        if let values = config.stringArray(forKey: ConfigKey(key), isSecret: true), values != [""] {
            return values.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        guard let text = text(key) else { return standard }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    mutating func integer(_ key: String, default standard: Int, in range: ClosedRange<Int>) -> Int {
        guard let text = text(key) else { return standard }
        guard let value = Int(text), range.contains(value) else {
            complain(key, "a whole number from \(range.lowerBound) to \(range.upperBound) is expected")
            return standard
        }
        return value
    }

    mutating func duration(
        _ key: String, default standard: Duration, atLeast shortest: Duration = .seconds(1)
    ) -> Duration {
        guard let text = text(key) else { return standard }
        guard let value = Duration(setting: text), value >= shortest else {
            complain(key, "a duration is expected, such as 30s, 15m, 24h or 7d")
            return standard
        }
        return value
    }

    mutating func flag(_ key: String, default standard: Bool) -> Bool {
        switch text(key) {
        case nil: return standard
        case "true": return true
        case "false": return false
        default:
            complain(key, "true or false is expected")
            return standard
        }
    }

    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, default standard: Choice
    ) -> Choice {
        guard let text = text(key) else { return standard }
        guard let value = Choice(rawValue: text) else {
            complain(key, "one of \(Choice.allCases.map(\.rawValue).joined(separator: ", ")) is expected")
            return standard
        }
        return value
    }

    /// The limits that the file or the environment gives values to; the file's come first, in its order.
    var limitNames: [String] {
        let inFile = file.names(under: "limits")
        return inFile + Set(environment.keys.compactMap(SettingKey.limitName)).subtracting(inFile).sorted()
    }

    /// The countries that have SMS gateways or a sender of their own.
    var regionNames: [String] {
        Set(file.names(under: "sms.by_region"))
            .union(environment.keys.compactMap(SettingKey.regionName)).sorted()
    }

    /// What the file or the environment gives to the gateway `name`: `url` and names of credentials.
    ///
    /// - Parameter names: of all gateways; of `acme` and `acme-nl` the longer has `CODEBODE_GATEWAYS_ACME_NL_TOKEN`.
    func fields(ofGateway name: String, among names: [String]) -> Set<String> {
        let start = { (name: String) in SettingKey.environmentName("gateways.\(name)") + "_" }
        let own = start(name)
        let longer = names.map(start).filter { $0.count > own.count }
        let variables = environment.keys.filter { variable in
            variable.hasPrefix(own) && !longer.contains { variable.hasPrefix($0) }
        }
        return Set(variables.map { $0.dropFirst(own.count).lowercased() })
            .union(file.names(under: "gateways.\(name)"))
    }

    /// What is given to a gateway that is none would be used by none.
    ///
    /// - Parameter routed: names that stand in a route; their files are missed elsewhere.
    mutating func findUnknownGateways(besides routed: [String]) {
        let known = Set(routed + gatewayFiles)
        let complaint = { (name: String) in
            "no file in gateways/ is called \(name).yaml\(NearestName.hint(for: name, among: known.sorted()))"
        }
        for (key, line) in file.keys where SettingKey.isKnown(key) {
            guard let name = SettingKey.gatewayName(key), !known.contains(name) else { continue }
            findings.append("\(file.path):\(line): \(key): \(complaint(name))")
        }
        let starts = known.map { SettingKey.environmentName("gateways.\($0).") }.sorted()
        for variable in environment.keys.sorted() where SettingKey.isGateway(variable: variable) {
            guard !starts.contains(where: variable.hasPrefix) else { continue }
            let hint = SettingKey.hint(forGateway: variable, among: starts)
            findings.append("environment \(variable): no file in gateways/ has this name\(hint)")
        }
    }

    private mutating func findUnknownKeys() {
        for (key, line) in file.keys where !SettingKey.isKnown(key) {
            let hint = SettingKey.hint(for: key)
            findings.append("\(file.path):\(line): there is no key \(key)\(hint)")
        }
        for variable in environment.keys.sorted() where !SettingKey.isKnown(variable: variable) {
            findings.append("environment \(variable): there is no such key")
        }
    }
}

extension Duration {
    /// `30s`, `15m`, `24h`, `7d`
    init?(setting text: String) {
        guard let unit = text.last, let count = Int64(text.dropLast()), (0...1_000_000).contains(count) else {
            return nil
        }
        switch unit {
        case "s": self = .seconds(count)
        case "m": self = .seconds(count * 60)
        case "h": self = .seconds(count * 3_600)
        case "d": self = .seconds(count * 86_400)
        default: return nil
        }
    }

    /// The same, in the largest unit that leaves no rest.
    var setting: String {
        let seconds = components.seconds
        let units = [("d", Int64(86_400)), ("h", 3_600), ("m", 60)]
        let unit = units.first { seconds > 0 && seconds.isMultiple(of: $0.1) }
        return unit.map { "\(seconds / $0.1)\($0.0)" } ?? "\(seconds)s"
    }
}
