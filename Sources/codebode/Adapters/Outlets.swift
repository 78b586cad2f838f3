import Gateways
import Jobs
import Logging
import Transfers
import Web
import Worker

/// The ways out that the configuration names, in its order.
///
/// Of those before a change, what stays the same goes on as it was: with its connections, access token and breaker.
struct Outlets: Sendable {
    let routes: Routes
    /// How often they were made anew.
    private let edition: Int
    private let gatewaysByName: [String: Gateway]
    private let relayWays: [Relay]
    private let http: HTTPClient
    private let smtp: SMTPClient
    /// Where the process takes receipts, as long as it lives.
    private let publicURL: String?

    /// A gateway, and what it was made of.
    private struct Gateway: Sendable {
        let settings: SMSSettings.Gateway
        let file: String?
        let gateway: SMSGateway
        let edition: Int
    }

    private struct Relay: Sendable {
        let url: Secret
        let relay: SMTPRelay
        let edition: Int
    }

    /// - Parameter previous: those before a change.
    init(_ settings: Settings, after previous: Outlets? = nil, logger: Logger) throws(CommandFailure) {
        let edition = previous.map { $0.edition + 1 } ?? 0
        self.edition = edition
        publicURL = previous.map(\.publicURL) ?? settings.web.publicURL?.text
        do {
            http = try previous?.http ?? HTTPClient(.init(settings))
            smtp = try previous?.smtp ?? SMTPClient(sessions: settings.mail.connections)
            gatewaysByName = try Self.gateways(settings, previous, edition, http, publicURL)
            relayWays = try Self.relays(settings, previous, edition, smtp)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
        let ways = { [gatewaysByName] (route: SMSSettings.Route) in
            route.gateways.compactMap { name in
                gatewaysByName[name].map {
                    GatewayOutlet(gateway: $0.gateway, sender: route.sender, edition: $0.edition) as any Outlet
                }
            }
        }
        routes = Routes(
            mail: Self.outlets(relayWays, settings, logger), sms: ways(settings.sms.route),
            smsByRegion: settings.sms.routeByRegion.mapValues(ways))
    }

    /// All that a route names, by name.
    var gateways: [SMSGateway] { gatewaysByName.values.map(\.gateway).sorted { $0.name < $1.name } }
    var relays: [SMTPRelay] { relayWays.map(\.relay) }

    /// Of a gateway that tells what became of a message.
    func receipts(of gateway: String) -> ReceiptReader? { gatewaysByName[gateway]?.gateway.receipts }

    private static func gateways(
        _ settings: Settings, _ previous: Outlets?, _ edition: Int, _ client: HTTPClient, _ publicURL: String?
    ) throws -> [String: Gateway] {
        let gateways = try settings.sms.gateways.map { gateway in
            let file = settings.files.gateways[gateway.name]
            if let old = previous?.gatewaysByName[gateway.name], old.settings == gateway, old.file == file {
                return old
            }
            let made = try SMSGateway(
                settings.files.gateways.definition(gateway.name), url: gateway.url, credentials: gateway.credentials,
                publicURL: publicURL, client: client)
            return Gateway(settings: gateway, file: file, gateway: made, edition: edition)
        }
        return Dictionary(gateways.map { ($0.settings.name, $0) }) { first, _ in first }
    }

    private static func relays(
        _ settings: Settings, _ previous: Outlets?, _ edition: Int, _ client: SMTPClient
    ) throws -> [Relay] {
        try settings.mail.relays.map { url in
            if let old = previous?.relayWays.first(where: { $0.url == url }) { return old }
            do {
                return Relay(url: url, relay: try SMTPRelay(url.revealed, client: client), edition: edition)
            } catch {
                throw CommandFailure(.configuration, "mail.relays: \(error)")
            }
        }
    }

    private static func outlets(_ relays: [Relay], _ settings: Settings, _ logger: Logger) -> [any Outlet] {
        relays.map { way in
            let relay = way.relay
            let isAlone = relays.count { $0.relay.host == relay.host } == 1
            return RelayOutlet(
                relay: relay, name: isAlone ? relay.host : "\(relay.host):\(relay.port)", edition: way.edition,
                signer: settings.mail.signer, logger: logger)
        }
    }
}

extension HTTPClient.Options {
    fileprivate init(_ settings: Settings) {
        self.init()
        connections = settings.worker.concurrency
        userAgent = Version.userAgent
    }
}
