import Cryptography
import Jobs
import Stores

/// ## Configuration keys
/// - `store.url` (secret): `sqlite:PATH`, or `redis://host:port/db` (see `RedisURL`).
/// - `store.ca_file`, `store.cert_file`, `store.key_file`: of a Redis with TLS (see `TLSFiles`).
/// - `store.hash_key` (secret): 64 hex digits; keys the hashes under which addresses are stored. Beside a database a key
///   is made and kept by default; for a Redis it has to be given, because all machines need the same.
struct StoreSettings: Sendable {
    enum Place: Sendable {
        case sqlite(path: String)
        case redis(RedisURL)
    }

    let place: Place
    let tls: TLSFiles
    let hashKey: Secret?

    init(from reader: inout SettingsReader) {
        let url = reader.text("store.url") ?? "sqlite:var/codebode.db"
        let path = url.hasPrefix("sqlite:") ? String(url.dropFirst("sqlite:".count)) : ""
        var place = Place.sqlite(path: path)
        if url.hasPrefix("redis") {
            do throws(RedisURLError) {
                place = .redis(try RedisURL(url))
            } catch {
                reader.complain("store.url", error.description)
            }
        } else if path.isEmpty {
            reader.complain(
                "store.url", "sqlite:PATH is expected, such as sqlite:var/codebode.db, or redis://HOST:PORT/DB")
        }
        self.place = place
        tls = TLSFiles(of: "store", from: &reader)
        hashKey = reader.text("store.hash_key").map { Secret([UInt8](hex: $0) ?? []) }
        switch (place, hashKey) {
        case (.redis, nil):
            reader.complain(
                "store.hash_key", "workers that share a Redis need one key: 64 hex digits (openssl rand -hex 32)")
        case (_, let key?) where key.count != 32:
            reader.complain("store.hash_key", "64 hex digits are expected (openssl rand -hex 32)")
        default: break
        }
    }

    /// As it may be shown.
    var description: String {
        switch place {
        case .sqlite(let path): "sqlite:\(path)"
        case .redis(let url): url.description
        }
    }
}
