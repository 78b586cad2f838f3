/// PEM files of a TLS client; the server's certificate and name are always verified, with TLS 1.2 or later.
package struct TLSFiles: Sendable, Equatable {
    /// Who may vouch for the server; `nil` trusts the system's authorities.
    package var authorities: String?
    /// Our own certificate chain and its key, where the server asks for one.
    package var identity: Identity?

    package struct Identity: Sendable, Equatable {
        package var certificate: String
        package var key: String

        package init(certificate: String, key: String) {
            self.certificate = certificate
            self.key = key
        }
    }

    package init(authorities: String? = nil, identity: Identity? = nil) {
        self.authorities = authorities
        self.identity = identity
    }
}
