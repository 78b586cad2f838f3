import TestSupport
import Testing

@testable import Transfers

/// Against a real web server, with certificates of a test authority.
@Suite(.timeLimit(.minutes(1)))
struct HTTPServerTests {
    private let authority = TestAuthority()

    private let port = Port.unused()

    private func serveTLS(
        name: String = "IP:127.0.0.1", days: Int = 2, more: String = "", from issuer: TestAuthority? = nil
    ) throws -> Nginx {
        let (certificate, key) = (issuer ?? authority).issue(name, days: days)
        return try Nginx(
            """
            server {
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                \(more)
                location / { return 202; }
            }
            """, port: port
        )
    }

    private func postTLS(_ client: HTTPClient) async -> HTTPResult {
        var request = HTTPRequest.post(to: port)
        request.url = "https://127.0.0.1:\(port)/send?code=\(HTTPRequest.secret)"
        request.allowsPlaintext = false
        return await client.perform(request)
    }

    private func trustingClient() throws -> HTTPClient {
        var options = HTTPClient.Options()
        options.authorities = authority.file
        return try HTTPClient(options)
    }

    @Test("requests follow each other on one connection")
    func keepAlive() async throws {
        let nginx = try Nginx(
            "server { listen 127.0.0.1:\(port); location / { return 200 '$connection $connection_requests'; } }",
            port: port
        )
        let client = try HTTPClient()
        var bodies: [[Substring]] = []
        for _ in 0..<3 {
            let answer = await client.perform(.post(to: port)).answer
            bodies.append(String(decoding: answer?.body ?? [], as: UTF8.self).split(separator: " "))
        }
        #expect(bodies.map(\.last) == ["1", "2", "3"])
        #expect(Set(bodies.map(\.first)).count == 1)
        withExtendedLifetime(nginx) {}
    }

    @Test("a certificate of a trusted authority is accepted")
    func trusted() async throws {
        let nginx = try serveTLS()
        let client = try trustingClient()
        #expect(await postTLS(client).answer?.status == 202)
        #expect(await postTLS(client).answer?.status == 202)
        withExtendedLifetime(nginx) {}
    }

    @Test("a certificate of another authority: not sent")
    func otherAuthority() async throws {
        let stranger = TestAuthority()
        let nginx = try serveTLS(from: stranger)
        #expect(await postTLS(try trustingClient()).notSent == "PEER_FAILED_VERIFICATION")
        withExtendedLifetime(nginx) {}
    }

    @Test("the system's authorities are not enough for a private one: not sent")
    func systemAuthorities() async throws {
        let nginx = try serveTLS()
        #expect(await postTLS(try HTTPClient()).notSent == "PEER_FAILED_VERIFICATION")
        withExtendedLifetime(nginx) {}
    }

    @Test("an expired certificate: not sent")
    func expired() async throws {
        let nginx = try serveTLS(days: -1)
        let result = await postTLS(try trustingClient())
        #expect(result.notSent == "PEER_FAILED_VERIFICATION")
        #expect("\(result)".contains("expired"))
        withExtendedLifetime(nginx) {}
    }

    @Test("a certificate for another host: not sent")
    func otherName() async throws {
        let nginx = try serveTLS(name: "DNS:gateway.example")
        let result = await postTLS(try trustingClient())
        #expect(result.notSent == "PEER_FAILED_VERIFICATION")
        #expect("\(result)".contains("subject name"))
        withExtendedLifetime(nginx) {}
    }

    @Test("a server that knows TLS 1.1 at most: not sent")
    func oldTLS() async throws {
        let nginx = try serveTLS(more: "ssl_protocols TLSv1.1; ssl_ciphers DEFAULT@SECLEVEL=0;")
        #expect(await postTLS(try trustingClient()).notSent == "SSL_CONNECT_ERROR")
        withExtendedLifetime(nginx) {}
    }

    @Test("an authorities file that is not there: not sent")
    func noAuthorities() async throws {
        let nginx = try serveTLS()
        var options = HTTPClient.Options()
        options.authorities = "/nowhere/ca.pem"
        #expect(await postTLS(try HTTPClient(options)).notSent == "SSL_CACERT_BADFILE")
        withExtendedLifetime(nginx) {}
    }

    @Test("a server that demands a client's certificate answers so")
    func clientCertificate() async throws {
        let nginx = try serveTLS(more: "ssl_client_certificate \(authority.file); ssl_verify_client on;")
        #expect(await postTLS(try trustingClient()).answer?.status == 400)
        withExtendedLifetime(nginx) {}
    }
}
