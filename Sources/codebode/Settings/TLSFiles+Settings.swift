import Cryptography

/// ## Configuration keys
/// In the section of a server that may speak TLS:
/// - `ca_file`: PEM of the authorities to trust; the system's by default.
/// - `cert_file`, `key_file`: PEM of our own certificate and its key, for a server that asks for one; both or neither.
extension TLSFiles {
    init(of section: String, from reader: inout SettingsReader) {
        let (certificate, key) = (reader.text("\(section).cert_file"), reader.text("\(section).key_file"))
        let identity = certificate.flatMap { certificate in
            key.map { Identity(certificate: certificate, key: $0) }
        }
        if identity == nil, certificate != nil || key != nil {
            reader.complain(
                certificate == nil ? "\(section).cert_file" : "\(section).key_file",
                "\(section).cert_file and \(section).key_file belong together, and this one is empty")
        }
        self.init(authorities: reader.text("\(section).ca_file"), identity: identity)
    }

    /// As `config check` shows them.
    func facts(of section: String) -> [(String, String)] {
        [
            ("\(section).ca_file", authorities ?? "the system's"),
            ("\(section).cert_file", identity?.certificate ?? "none"),
            ("\(section).key_file", identity?.key ?? "none"),
        ]
    }

    /// The key that names the file, for a complaint about it.
    func key(of file: String?, in section: String) -> String {
        switch file {
        case nil, authorities: "\(section).ca_file"
        case identity?.certificate: "\(section).cert_file"
        default: "\(section).key_file"
        }
    }
}
