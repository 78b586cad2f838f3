import Foundation
import Jobs
import TestSupport
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

    @Test("a country has its own, the rest as for all; what only a country uses is read, too")
    func regions() async throws {
        let yaml = """
            sms:
              gateways: [first]
              sender: Caren
              by_region:
                BE: {gateways: [second, first]}
                DE: {sender: "+4915123456789"}
            gateways: {first: {token: a}, second: {token: b}}
            """
        let variables = [
            "CODEBODE_SMS_BY_REGION_BE_SENDER": "Caren BE", "CODEBODE_SMS_BY_REGION_LU_SENDER": "Caren LU",
        ]
        let settings = try await SettingsSample.read(SettingsSample.minimal + yaml, environment: variables)
        #expect(
            settings.sms.routeByRegion == [
                "BE": .init(gateways: ["second", "first"], sender: "Caren BE"),
                "DE": .init(gateways: ["first"], sender: "+4915123456789"),
                "LU": .init(gateways: ["first"], sender: "Caren LU"),
            ])
        #expect(try await gateways(yaml, variables) == ["first - token=a", "second - token=b"])
    }

    @Test("a variable belongs to the gateway with the longest name that fits")
    func longestName() async throws {
        let variables = [
            "CODEBODE_SMS_GATEWAYS": "acme,acme-backup", "CODEBODE_GATEWAYS_ACME_TOKEN": "a",
            "CODEBODE_GATEWAYS_ACME_BACKUP_TOKEN": "b",
        ]
        #expect(try await gateways("", variables) == ["acme - token=a", "acme-backup - token=b"])
    }

    @Test("what is given to a gateway that is none stops the start; one that has a file and no route may be given it")
    func unknownName() async throws {
        let folder = TemporaryFolder()
        folder.write(
            SettingsSample.minimal + """
                gateways:
                  twilio: {key: a}
                  twillio: {url: "https://eu.example"}
                  other: {key: b}
                  sandbox: {url: "https://sandbox.example"}
                """, to: "codebode.yaml")
        try FileManager.default.createDirectory(atPath: folder.path("gateways"), withIntermediateDirectories: false)
        folder.write("url: https://api.example", to: "gateways/twilio.yaml")
        let variables = [
            "CODEBODE_GATEWAYS_TWILLIO_API_KEY": "c", "CODEBODE_GATEWAYS_TWILIO_SECRET": "d",
            "CODEBODE_GATEWAYS_OTHER_URL": "https://other.example",
        ]
        let error = try #require(
            await #expect(throws: SettingsError.self) {
                _ = try await Settings.read(folder.path("codebode.yaml"), environment: variables)
            })
        let file = folder.path("codebode.yaml")
        #expect(
            error.findings == [
                "\(file):5: gateways.twillio.url: no file in gateways/ is called twillio.yaml; did you mean twilio?",
                "\(file):6: gateways.other.key: no file in gateways/ is called other.yaml",
                "environment CODEBODE_GATEWAYS_OTHER_URL: no file in gateways/ has this name",
                "environment CODEBODE_GATEWAYS_TWILLIO_API_KEY: no file in gateways/ has this name; "
                    + "did you mean CODEBODE_GATEWAYS_TWILIO_API_KEY?",
            ])
    }
}
