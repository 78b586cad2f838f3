import Jobs
import Testing

@testable import codebode

@Suite("Gateways get their address and credentials by name")
struct GatewaySettingsTests {
    private func gateways(_ yaml: String, _ environment: [String: String] = [:]) async throws -> [String] {
        let settings = try await SettingsSample.read(SettingsSample.minimal + yaml, environment: environment)
        return settings.sms.gateways.map { gateway in
            let credentials = gateway.credentials.sorted { $0.key < $1.key }
            return gateway.name + " " + (gateway.url ?? "-")
                + credentials.map { " \($0.key)=\($0.value.revealed)" }.joined()
        }
    }

    @Test("from the file, in the order of preference")
    func file() async throws {
        let yaml = """
            sms: {gateways: [second, first]}
            gateways:
              first: {token: a, url: "https://a.example"}
              second: {user: b, password: c}
            """
        #expect(try await gateways(yaml) == ["second - password=c user=b", "first https://a.example token=a"])
    }

    @Test("from variables, above the file")
    func environment() async throws {
        let yaml = "sms: {gateways: [acme-nl]}\ngateways: {acme-nl: {token: a, url: \"https://a.example\"}}"
        let variables = ["CODEBODE_GATEWAYS_ACME_NL_TOKEN": "b", "CODEBODE_GATEWAYS_ACME_NL_URL": "https://b.example"]
        #expect(try await gateways(yaml, variables) == ["acme-nl https://b.example token=b"])
    }

    @Test("a variable belongs to the gateway with the longest name that fits")
    func longestName() async throws {
        let variables = [
            "CODEBODE_SMS_GATEWAYS": "acme,acme-backup", "CODEBODE_GATEWAYS_ACME_TOKEN": "a",
            "CODEBODE_GATEWAYS_ACME_BACKUP_TOKEN": "b",
        ]
        #expect(try await gateways("", variables) == ["acme - token=a", "acme-backup - token=b"])
    }
}
