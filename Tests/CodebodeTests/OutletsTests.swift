import Logging
import Testing
import Worker

@testable import codebode

@Suite("The ways out that the configuration names")
struct OutletsTests {
    @Test("relays are called by their host, those on one host by host and port")
    func relays() async throws {
        let settings = try await SettingsSample.read(
            """
            mail:
              from: noreply@caren.example
              relays: ["smtp://127.0.0.1:2525?tls=none", "smtp://127.0.0.1:2526?tls=none", "smtps://mail.example"]
            brand: {domain: caren.example}
            sms: {gateways: []}

            """)
        #expect(
            try Outlets(settings, logger: Logger(label: "test")).routes.mail.map(\.name) == [
                "127.0.0.1:2525", "127.0.0.1:2526", "mail.example",
            ])
    }
}
