import Gateways
import Jobs
import Logging
import Messages
import Transfers

/// The ways out, as far as they can be looked at without handing anything in.
enum WayExamination {
    /// For a connection with TLS; together with others within the examination's time.
    private static let patience = Duration.seconds(4)

    @Sendable static func gateways(_ settings: Settings) async -> [Observation] {
        guard let outlets = try? Outlets(settings, logger: Logger(label: "codebode")) else { return [] }
        return await outlets.gateways.observeAtOnce { gateway in
            do throws(TransferFailure) {
                let sight = try await ServerProbe(timeout: patience).reach(gateway.address)
                return .reached("\(gateway.name) can be reached", certificateEnd: sight.certificateEnd)
            } catch {
                return .error("\(gateway.name): \(error.text)", remedy(for: error, "gateways.\(gateway.name).url"))
            }
        }
    }

    @Sendable static func relays(_ settings: Settings) async -> [Observation] {
        guard let outlets = try? Outlets(settings, logger: Logger(label: "codebode")) else { return [] }
        let domain = settings.mail.sender.address.domain
        return await outlets.relays.observeAtOnce { relay in
            let place = "\(relay.host):\(relay.port)"
            do {
                let sight = try await relay.greet(from: domain, by: ServerProbe(timeout: patience))
                return judge(sight, of: place, hasLogin: relay.hasLogin)
            } catch RelayTrouble.transfer(let failure) {
                return .error("\(place): \(failure.text)", remedy(for: failure, "mail.relays"))
            } catch {
                return .error("\(place): \(error)", "Mend mail.relays.")
            }
        }
    }

    static func judge(_ sight: RelaySight, of place: String, hasLogin: Bool) -> Observation {
        switch (hasLogin, sight.isLoggedIn) {
        case (true, false):
            .error(
                "\(place) offers no login, and mail.relays has one",
                "Is this the port for submission (587, or 465 with smtps)?")
        case (true, true): .reached("\(place) lets us in", certificateEnd: sight.certificateEnd)
        case (false, _):
            .reached(
                "\(place) answers\(sight.offersLogin ? "; it offers a login, and mail.relays has none" : "")",
                certificateEnd: sight.certificateEnd)
        }
    }

    /// By libcurl's names.
    static func remedy(for failure: TransferFailure, _ key: String) -> String {
        switch failure.name {
        case "COULDNT_RESOLVE_HOST": "Mend the host in \(key); does this machine have DNS?"
        case "COULDNT_CONNECT", "OPERATION_TIMEDOUT":
            "Is the address in \(key) right, does the server run, and does a firewall let us through?"
        case "PEER_FAILED_VERIFICATION": "Have the certificate renewed, or trust its authority on this machine."
        case "USE_SSL_FAILED": "Have STARTTLS turned on there; without it nothing is said to the relay."
        case "LOGIN_DENIED": "Mend user and password, or the token, in \(key)."
        default: "Look at \(key), and at the server's log."
        }
    }
}
