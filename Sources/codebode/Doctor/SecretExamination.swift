import AMQP
import Cryptography
import Foundation
import Jobs

/// Which files with secrets others than owner and group may touch.
enum SecretExamination {
    @Sendable static func look(_ settings: Settings) async -> [Observation] {
        let files = files(of: settings, environment: ProcessInfo.processInfo.environment)
        return observations(of: files.filter { FileManager.default.fileExists(atPath: $0) }, mode: mode)
    }

    static func observations(of files: [String], mode: (String) -> Int?) -> [Observation] {
        let open = files.filter { (mode($0) ?? 0) & 0o007 != 0 }
        guard !open.isEmpty else {
            return [.well("files that hold secrets, and others may read: none of \(files.count)")]
        }
        return open.map { file in
            .warning(
                "others may read \(file) (mode \(String((mode(file) ?? 0) & 0o777, radix: 8)))",
                "chmod o= \(file), once its group is the worker's")
        }
    }

    /// Those that variables name, that settings name, the settings themselves, and what a worker makes.
    static func files(of settings: Settings, environment: [String: String]) -> [String] {
        var files = environment.filter { variable, _ in
            variable.hasSuffix("_FILE") && SettingKey.isSecret(variable: String(variable.dropLast("_FILE".count)))
        }.map(\.value).sorted()
        if settings.given.contains(where: isSecret) { files.append(settings.files.path) }
        files += settings.mail.relays.compactMap { relay in
            URLComponents(string: relay.revealed)?.queryItems?.first { $0.name == "token_file" }?.value
        }
        files += [settings.amqp.tls, settings.store.tls].compactMap(\.identity?.key)
        if case .sqlite(let path) = settings.store.place { files += [path, path + ".key"] }
        return files
    }

    /// An address is a secret only with a password in it that is not everybody's.
    private static func isSecret(_ key: String, _ value: Secret) -> Bool {
        let text = value.revealed
        guard SettingKey.isSecret(key), !text.isEmpty, !text.hasPrefix("sqlite:") else { return false }
        return !text.contains("://") || text.replacing("//guest:guest@", with: "//").contains(/\/\/[^\/@]*:[^\/@]+@/)
    }

    private static func mode(_ file: String) -> Int? {
        (try? FileManager.default.attributesOfItem(atPath: file))?[.posixPermissions] as? Int
    }
}
