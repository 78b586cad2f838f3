import Foundation
import Gateways
import Jobs
import Logging
import Transfers
import Worker

/// The ways out that the configuration names, in its order.
struct Outlets {
    let all: [any Outlet]

    init(_ settings: Settings, logger: Logger) throws(CommandFailure) {
        do {
            let gateways = try Self.gateways(settings)
            let relays = try Self.relays(settings, logger)
            all = gateways + relays
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    private static func gateways(_ settings: Settings) throws -> [any Outlet] {
        var options = HTTPClient.Options()
        options.connections = settings.worker.concurrency
        options.userAgent = "codebode/\(Version.number)"
        let client = try HTTPClient(options)
        return try settings.sms.gateways.map { gateway in
            let file = settings.folder + "/gateways/\(gateway.name).yaml"
            guard let yaml = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw CommandFailure(
                    .configuration, "sms.gateways: there is no file \(file) for the gateway \(gateway.name)")
            }
            let definition = try GatewayDefinition(name: gateway.name, yaml: yaml, file: file)
            return GatewayOutlet(
                gateway: try SMSGateway(
                    definition, url: gateway.url, credentials: gateway.credentials, client: client),
                sender: settings.sms.sender)
        }
    }

    private static func relays(_ settings: Settings, _ logger: Logger) throws -> [any Outlet] {
        let client = try SMTPClient(sessions: settings.mail.connections)
        return try settings.mail.relays.map { url in
            do {
                return RelayOutlet(
                    relay: try SMTPRelay(url.revealed, client: client), signer: settings.mail.signer, logger: logger)
            } catch {
                throw CommandFailure(.configuration, "mail.relays: \(error)")
            }
        }
    }
}
