import Cryptography
import TestSupport
import Testing

@testable import Stores

@Suite(.timeLimit(.minutes(2)))
struct RedisTLSTests {
    /// A Redis that speaks TLS on a port of its own, and what its clients need.
    private struct Place {
        let server: RedisServer
        let port: UInt16
        let authority: TestAuthority

        /// - Parameter name: whom the certificate is for, as `DNS:localhost`.
        init(_ name: String, days: Int = 2, _ configuration: String...) async throws {
            let (port, authority) = (Port.unused(), await TestAuthority.make())
            let identity = await authority.identity(name, days: days)
            server = try await RedisServer.start(
                [
                    "tls-port \(port)", "tls-cert-file \(identity.certificate)", "tls-key-file \(identity.key)",
                    "tls-ca-cert-file \(authority.file)", "tls-auth-clients no",
                ] + configuration)
            (self.port, self.authority) = (port, authority)
        }

        var files: TLSFiles { TLSFiles(authorities: authority.file) }

        func open(
            _ host: String = "localhost", login: String = "", timeout: Duration = .seconds(20),
            files: TLSFiles? = nil
        ) async throws -> RedisConnection {
            try await .open("rediss://\(login)\(host):\(port)", timeout: timeout, files: files ?? self.files)
        }

        /// Why there is no connection.
        func obstacle(_ host: String = "localhost", files: TLSFiles? = nil) async throws -> RedisLinkFailure? {
            let redis = try await open(host, timeout: .milliseconds(500), files: files)
            guard case .unsent(let failure)? = await redis.obstacle() else { return nil }
            return failure
        }
    }

    @Test("values of any size go both ways, many at once, behind a login")
    func carries() async throws {
        let place = try await Place("DNS:localhost", "requirepass p@ss")
        let redis = try await place.open(login: ":p%40ss@")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, size) in [0, 1, 100, 16_383, 16_384, 16_385, 100_000, 900_000].enumerated() {
                group.addTask {
                    let value = (0..<size).map { UInt8(truncatingIfNeeded: $0 * 31 + index) }
                    let key = Array("key-\(index)".utf8)
                    for _ in 0..<8 {
                        let replies = try await redis.send([
                            [Array("SET".utf8), key, value], [Array("GET".utf8), key],
                        ])
                        #expect(replies == [.status("OK"), .bytes(value)])
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(
            try await place.server.command("-a", "p@ss", "--no-auth-warning", "client", "list").contains("codebode"))
    }

    @Test("an address is trusted as one, and a name as one")
    func names() async throws {
        let place = try await Place("IP:127.0.0.1")
        let redis = try await place.open("127.0.0.1")
        #expect(try await redis.send("PING") == .status("PONG"))
        #expect(try await place.obstacle("localhost") == .tls(.untrusted("hostname mismatch")))
        let named = try await Place("DNS:localhost")
        #expect(try await named.obstacle("127.0.0.1") == .tls(.untrusted("IP address mismatch")))
    }

    @Test("a certificate that nobody we trust vouches for, or that has expired, is refused")
    func refusesStrangers() async throws {
        let place = try await Place("DNS:localhost")
        #expect(
            try await place.obstacle(files: TLSFiles())
                == .tls(.untrusted("self-signed certificate in certificate chain")))
        let old = try await Place("DNS:localhost", days: -1)
        #expect(try await old.obstacle() == .tls(.untrusted("certificate has expired")))
    }

    @Test("a server that asks for a certificate is shown ours, and turns away who has none or another's")
    func showsItself() async throws {
        let place = try await Place("DNS:localhost", "tls-auth-clients yes")
        let own = await place.authority.identity("DNS:worker")
        let files = TLSFiles(
            authorities: place.authority.file, identity: .init(certificate: own.certificate, key: own.key))
        let redis = try await place.open(files: files)
        #expect(try await redis.send("PING") == .status("PONG"))

        // Its alert, or only the end of the connection if that is sooner.
        guard case .tls? = try await place.obstacle() else { throw RedisError.refused("let in") }
        let otherAuthority = await TestAuthority.make()
        let stranger = await otherAuthority.identity("DNS:worker")
        let others = TLSFiles(
            authorities: place.authority.file, identity: .init(certificate: stranger.certificate, key: stranger.key))
        guard case .tls? = try await place.obstacle(files: others) else { throw RedisError.refused("let in") }
    }

    @Test("a server that speaks too old a TLS is refused, and one that says nothing is not waited for")
    func tellsOthers() async throws {
        let old = try await Place("DNS:localhost", "tls-protocols TLSv1.1")
        guard case .tls(.refused)? = try await old.obstacle() else { throw RedisError.refused("let in") }
        let deaf = DeafPort()
        let waiting = try await RedisConnection.open("rediss://127.0.0.1:\(deaf.port)", timeout: .milliseconds(300))
        #expect(await waiting.obstacle() == .unsent(.timedOut))
    }

    @Test("a connection that was lost comes back, sealed again")
    func returns() async throws {
        let place = try await Place("DNS:localhost")
        let redis = try await place.open()
        _ = try await redis.send("PING")
        for _ in 0..<3 {
            try place.server.kill()
            try await place.server.restart()
            while await redis.failure(of: "PING") != nil {}
        }
    }

    @Test("a file that is no certificate, or is not there, is named")
    func namesFiles() async throws {
        let url = try RedisURL("rediss://localhost")
        let missing = try #require(throws: TLSFileError.self) {
            try RedisOptions(url, files: TLSFiles(authorities: "/no/such.pem"))
        }
        #expect(missing.file == "/no/such.pem" && missing.reason == "No such file or directory")
        let folder = TemporaryFolder()
        folder.write("not a key\n", to: "key.pem")
        let authority = await TestAuthority.make()
        let own = await authority.identity("DNS:worker")
        let mixed = TLSFiles(identity: .init(certificate: own.certificate, key: folder.path("key.pem")))
        let wrong = try #require(throws: TLSFileError.self) { try RedisOptions(url, files: mixed) }
        #expect(wrong.file == folder.path("key.pem"))
        withExtendedLifetime(authority) {}
        // Where there is no TLS, nobody asks for files.
        _ = try RedisOptions(RedisURL("redis://localhost"), files: mixed)
    }
}
