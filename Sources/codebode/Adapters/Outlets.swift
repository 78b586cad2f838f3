import Foundation
import Gateways
import Jobs
import Logging
import Transfers
import Web
import Worker

/// The ways out that the configuration names, in its order.
struct Outlets {
    let routes: Routes
    /// All that a route names, by name.
    let gateways: [SMSGateway]
    let relays: [SMTPRelay]
    /// Of the gateways that tell what became of a message, by name.
    let receipts: [String: ReceiptReader]

    init(_ settings: Settings, logger: Logger) throws(CommandFailure) {
        do {
            let gateways = try Self.gateways(settings)
            self.gateways = gateways.values.sorted { $0.name < $1.name }
            relays = try Self.relays(settings)
            let ways = { (route: SMSSettings.Route) in
                route.gateways.compactMap { name in
                    gateways[name].map { GatewayOutlet(gateway: $0, sender: route.sender) as any Outlet }
                }
            }
            receipts = gateways.compactMapValues(\.receipts)
            routes = Routes(
                mail: Self.outlets(relays, settings, logger), sms: ways(settings.sms.route),
                smsByRegion: settings.sms.routeByRegion.mapValues(ways))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    private static func gateways(_ settings: Settings) throws -> [String: SMSGateway] {
        var options = HTTPClient.Options()
        options.connections = settings.worker.concurrency
        options.userAgent = Version.userAgent
        let client = try HTTPClient(options)
        let gateways = try settings.sms.gateways.map { gateway in
            let definition = try GatewayFolder(settings.folder).definition(gateway.name)
            return try SMSGateway(
                definition, url: gateway.url, credentials: gateway.credentials,
                publicURL: settings.web.publicURL?.text, client: client)
        }
        return Dictionary(gateways.map { ($0.name, $0) }) { first, _ in first }
    }

    private static func relays(_ settings: Settings) throws -> [SMTPRelay] {
        let client = try SMTPClient(sessions: settings.mail.connections)
        return try settings.mail.relays.map { url in
            do {
                return try SMTPRelay(url.revealed, client: client)
            } catch {
                throw CommandFailure(.configuration, "mail.relays: \(error)")
            }
        }
    }

    private static func outlets(_ relays: [SMTPRelay], _ settings: Settings, _ logger: Logger) -> [any Outlet] {
        relays.map { relay in
            let isAlone = relays.count { $0.host == relay.host } == 1
            return RelayOutlet(
                relay: relay, name: isAlone ? relay.host : "\(relay.host):\(relay.port)", signer: settings.mail.signer,
                logger: logger)
        }
    }
}
