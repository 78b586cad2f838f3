import Foundation
import Jobs

/// Secrets that lie in files, as container platforms and systemd hand them over: `CODEBODE_AMQP_URL_FILE=/run/…`.
enum SecretFiles {
    private static let ending = "_FILE"

    /// Of the files that variables name, by variable.
    static func paths(in environment: [String: String]) -> [String: String] {
        environment.filter { variable, _ in
            variable.hasPrefix("CODEBODE_") && variable.hasSuffix(ending)
                && SettingKey.isSecret(variable: String(variable.dropLast(ending.count)))
        }
    }

    /// The environment with every `…_FILE` of a secret replaced by the file's text, and what could not be read.
    ///
    /// - Parameter files: what the files hold, by path.
    static func resolve(
        _ environment: [String: String], from files: [String: Secret]
    ) -> ([String: String], findings: [String]) {
        var (resolved, findings) = (environment, [String]())
        for (variable, path) in paths(in: environment).sorted(by: { $0.key < $1.key }) {
            resolved[variable] = nil
            guard let text = files[path]?.revealed else {
                findings.append("environment \(variable): the file cannot be read")
                continue
            }
            // Editors and `echo` end a file with a newline that is no part of the secret.
            let secret = text.trimmingCharacters(in: .newlines)
            if secret.isEmpty { findings.append("environment \(variable): the file is empty") }
            resolved[String(variable.dropLast(ending.count))] = secret
        }
        return (resolved, findings)
    }
}
