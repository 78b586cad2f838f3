import Jobs
import Testing
import Transfers

@testable import Gateways

struct GatewaySetupTests {
    private func builder(
        _ definition: GatewayDefinition, url: String? = nil, _ credentials: [String: String] = [:]
    ) throws(GatewaySetupError) -> RequestBuilder {
        try RequestBuilder(definition, url: url, credentials: credentials.mapValues { Secret($0) })
    }

    private func withToken() throws -> GatewayDefinition {
        try .json(
            #"{to: "{{to}}", text: "{{text}}"}"#, "credentials: [token, key]\nheaders: {A: \"{{token}} {{key}}\"}")
    }

    @Test("missing secrets are named, with the variables that give them")
    func missing() throws {
        let definition = try withToken()
        let error = #expect(throws: GatewaySetupError.self) { try builder(definition, ["key": "a"]) }
        #expect(error?.description == "gateways.acme.token is missing: set CODEBODE_GATEWAYS_ACME_TOKEN")
        #expect(throws: GatewaySetupError.missingCredentials(gateway: "acme", ["token", "key"])) {
            try builder(definition)
        }
    }

    @Test("a secret that no template asks for is named, with the nearest one")
    func unknown() throws {
        let definition = try withToken()
        let error = #expect(throws: GatewaySetupError.self) {
            try builder(definition, ["token": "a", "key": "b", "tokn": "hush"])
        }
        #expect(error?.description == "gateways.acme.tokn: the gateway takes no such secret; did you mean token?")
    }

    @Test("a secret that is empty or ends in a line feed is refused", arguments: ["", "hush\n", "hüsh"])
    func unfit(secret: String) throws {
        let definition = try withToken()
        #expect(throws: GatewaySetupError.unfitCredential(gateway: "acme", "key")) {
            try builder(definition, ["token": "a", "key": secret])
        }
    }

    @Test(
        "plain http is for this machine",
        arguments: ["http://127.0.0.1:8026", "http://localhost", "http://[::1]:80/a", "https://a.example"])
    func loopback(url: String) throws {
        let builder = try builder(.json(), url: url)
        #expect(try builder.request(for: .sample()).url == url + "/send")
    }

    @Test(
        "plain http to anywhere else is refused, unless the file says so",
        arguments: ["http://a.example", "http://127.0.0.1.evil.example", "http://10.0.0.1", "HTTP://sandbox:8026"])
    func plaintext(url: String) throws {
        let definition = try GatewayDefinition.json()
        #expect(throws: GatewaySetupError.plaintext(gateway: "acme")) { try builder(definition, url: url) }
        let sandbox = try builder(GatewayDefinition.sandbox(), url: url)
        #expect(try sandbox.request(for: .sample()).allowsPlaintext)
    }

    @Test(
        "an address that could lead elsewhere is refused",
        arguments: [
            "sms.acme.example", "ftp://a.example", "https://", "https://a.example?x=1", "https://a.example#x",
            "https://user:word@a.example", "https://a.example:0", "https://a.example:99999", "https://a b",
            "https://[zz]",
        ])
    func address(url: String) throws {
        let definition = try GatewayDefinition.json()
        #expect(throws: GatewaySetupError.unfitAddress(gateway: "acme")) { try builder(definition, url: url) }
    }

    @Test("a file without address needs one from config")
    func noAddress() throws {
        let definition = try GatewayDefinition.parsed(
            #"{path: /send, body: {type: json, fields: {to: "{{to}}", text: "{{text}}"}}}"#)
        let error = #expect(throws: GatewaySetupError.self) { try builder(definition) }
        #expect(error?.description == "gateways.acme.url is missing: set CODEBODE_GATEWAYS_ACME_URL")
        #expect(GatewaySetupError.variable("spring-nl", "api_key") == "CODEBODE_GATEWAYS_SPRING_NL_API_KEY")
    }
}
