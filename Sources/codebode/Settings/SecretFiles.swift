import Foundation

/// Secrets that lie in files, as container platforms and systemd hand them over: `CODEBODE_AMQP_URL_FILE=/run/…`.
enum SecretFiles {
    /// The environment with every `…_FILE` of a secret replaced by the file's text, and what could not be read.
    static func resolve(_ environment: [String: String]) -> ([String: String], findings: [String]) {
        var (resolved, findings) = (environment, [String]())
        for (variable, path) in environment.sorted(by: { $0.key < $1.key }) where variable.hasSuffix("_FILE") {
            let name = String(variable.dropLast("_FILE".count))
            guard SettingKey.isSecret(variable: name) else { continue }
            resolved[variable] = nil
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                findings.append("environment \(variable): the file cannot be read")
                continue
            }
            // Editors and `echo` end a file with a newline that is no part of the secret.
            let secret = text.trimmingCharacters(in: .newlines)
            if secret.isEmpty { findings.append("environment \(variable): the file is empty") }
            resolved[name] = secret
        }
        return (resolved, findings)
    }
}
