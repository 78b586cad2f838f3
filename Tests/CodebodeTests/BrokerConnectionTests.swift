import AMQP
import Cryptography
import TestSupport
import Testing

@testable import codebode

@Suite("How brokers are reached")
struct BrokerConnectionTests {
    private func options(_ environment: [String: String]) async throws -> ConnectionOptions {
        try BrokerConnection.options(try await SettingsSample.read(environment: environment).amqp, name: "test")
    }

    @Test(
        "another machine without TLS stops the start, and the password is not shown",
        arguments: [
            "amqp://user:geheim@rabbit.example", "amqp://user:geheim@10.0.0.1:5673/%2F",
            "amqps://user:geheim@rabbit.example,amqp://user:geheim@other.example", "amqp://user:geheim@127.example",
        ])
    func plaintext(url: String) async throws {
        let failure = await #expect(throws: CommandFailure.self) { try await options(["CODEBODE_AMQP_URL": url]) }
        #expect(failure?.code == .configuration)
        #expect(failure?.message.hasPrefix("amqp.url: amqp:// to ") == true)
        #expect(failure?.message.contains("amqp.plaintext: true") == true)
        #expect(failure?.message.contains("geheim") == false)
        _ = try await options(["CODEBODE_AMQP_URL": url, "CODEBODE_AMQP_PLAINTEXT": "true"])
    }

    @Test(
        "this machine needs no TLS, and TLS needs no leave",
        arguments: ["amqp://127.0.0.1", "amqp://localhost:5673", "amqp://[::1]", "amqps://rabbit.example"])
    func allowed(url: String) async throws {
        #expect(try await options(["CODEBODE_AMQP_URL": url]).endpoints.count == 1)
    }

    @Test("a file that TLS needs and that is none stops the start by its key; without TLS nobody reads it")
    func files() async throws {
        let folder = TemporaryFolder()
        folder.write("no certificate", to: "ca.pem")
        for file in ["/nowhere.pem", folder.path("ca.pem")] {
            let failure = await #expect(throws: CommandFailure.self) {
                try await options(["CODEBODE_AMQP_URL": "amqps://rabbit.example", "CODEBODE_AMQP_CA_FILE": file])
            }
            #expect(failure?.code == .configuration)
            #expect(failure?.message.hasPrefix("amqp.ca_file: \(file): ") == true)
            _ = try await options(["CODEBODE_AMQP_CA_FILE": file])
        }
    }

    @Test("our own certificate is shown to the broker, with its key and not without")
    func identity() async throws {
        let both = try await options([
            "CODEBODE_AMQP_CA_FILE": "/ca", "CODEBODE_AMQP_CERT_FILE": "/cert", "CODEBODE_AMQP_KEY_FILE": "/key",
        ])
        #expect(both.tls == TLSFiles(authorities: "/ca", identity: .init(certificate: "/cert", key: "/key")))
        #expect(
            await SettingsSample.findings(SettingsSample.minimal + "amqp: {cert_file: /cert}") == [
                "FILE: amqp.key_file: amqp.cert_file and amqp.key_file belong together, and this one is empty"
            ])
        #expect(
            await SettingsSample.findings(SettingsSample.minimal, environment: ["CODEBODE_AMQP_KEY_FILE": "/key"]) == [
                "FILE: amqp.cert_file: amqp.cert_file and amqp.key_file belong together, and this one is empty"
            ])
    }
}
