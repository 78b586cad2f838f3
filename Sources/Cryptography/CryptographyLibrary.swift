import COpenSSL

/// The OpenSSL that is loaded.
package enum CryptographyLibrary {
    package static var version: String {
        OpenSSL_version(OPENSSL_VERSION_STRING).map { String(cString: $0) } ?? "unknown"
    }
}
