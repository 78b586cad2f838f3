import EventLoop

/// A certificate authority of the tests' own, made by the openssl program.
package final class TestAuthority: Sendable {
    private let folder = TemporaryFolder()
    private let issued = Locked(0)

    /// The authority's certificate, as a PEM file.
    package var file: String { folder.path("ca.pem") }

    package init() {
        openssl("req -x509 \(Self.newKey) -subj /CN=authority -days 2 -keyout \(path("ca.key")) -out \(file)")
    }

    /// - Parameters:
    ///   - name: as `DNS:relay.example` or `IP:127.0.0.1`.
    ///   - days: negative for one that has expired.
    /// - Returns: PEM files.
    package func issue(_ name: String, days: Int = 2) -> (certificate: String, key: String) {
        let number = issued.withLock { count in
            count += 1
            return count
        }
        let (key, request, certificate) = (path("\(number).key"), path("\(number).csr"), path("\(number).pem"))
        folder.write("subjectAltName=\(name)\n", to: "\(number).txt")
        openssl("req -new \(Self.newKey) -subj /CN=test -keyout \(key) -out \(request)")
        openssl(
            "x509 -req -CA \(file) -CAkey \(path("ca.key")) -set_serial \(number) -extfile \(path("\(number).txt"))"
                + " -in \(request) -out \(certificate) -days \(days)"
        )
        return (certificate, key)
    }

    /// Away from the few threads that all tests share.
    package static func make() async -> TestAuthority {
        await offThePool { TestAuthority() }
    }

    /// As `issue`, away from the few threads that all tests share.
    package func identity(_ name: String, days: Int = 2) async -> (certificate: String, key: String) {
        await offThePool { self.issue(name, days: days) }
    }

    private static let newKey = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"

    private func path(_ name: String) -> String {
        folder.path(name)
    }

    private func openssl(_ arguments: String) {
        let words = arguments.split(separator: " ").map(String.init)
        precondition(ChildProcess.run(["/usr/bin/openssl"] + words), "openssl \(arguments) failed")
    }
}
