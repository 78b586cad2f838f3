import AMQP
import Cryptography
import Stores
import Transfers

/// What `--version` says: ours, and the C libraries that are loaded. The Debian package takes its version from here.
enum Version {
    /// As in <https://semver.org>, and as the newest heading of CHANGELOG.md once it is released.
    static let number = "0.1.0"

    /// What gateways see of us; some refuse a request without it.
    static let userAgent = "codebode/\(number)"

    static var libraries: KeyValuePairs<String, String> {
        [
            "libcurl": CurlGlobal.version.split(separator: " ").first.map { String($0.trimmingPrefix("libcurl/")) }
                ?? "unknown",
            "librabbitmq": AMQPLibrary.version,
            "OpenSSL": CryptographyLibrary.version,
            "SQLite": SQLiteLibrary.version,
            "hiredis": LoadedLibrary.version("libhiredis") ?? "unknown",
            "libphonenumber": LoadedLibrary.version("libphonenumber") ?? "unknown",
        ]
    }

    static var text: String {
        "codebode \(number) (\(libraries.map { "\($0) \($1)" }.joined(separator: ", ")))"
    }

    static var json: String {
        jsonObject(["version": number, "libraries": Dictionary(uniqueKeysWithValues: libraries.map { ($0, $1) })])
    }
}
