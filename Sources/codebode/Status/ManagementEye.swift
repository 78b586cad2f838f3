import AMQP
import Cryptography
import Foundation
import Jobs
import Transfers

/// What only RabbitMQ's management API tells: how many messages of each queue are in somebody's hands.
struct ManagementEye {
    private let url: ManagementURL
    private let vhost: String
    private let client: HTTPClient

    /// `nil` where none is configured.
    init?(_ settings: AMQPSettings) throws(CommandFailure) {
        guard let url = settings.management else { return nil }
        self.url = url
        let vhost = try BrokerConnection.options(settings, name: "status").endpoints[0].vhost
        self.vhost = vhost.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? vhost
        var options = HTTPClient.Options()
        options.authorities = settings.tls.authorities
        options.userAgent = Version.userAgent
        do {
            client = try HTTPClient(options)
        } catch {
            throw CommandFailure(.internalFault, "\(error)")
        }
    }

    /// By the queues' names; a queue that was just made is absent.
    func look() async throws(CommandFailure) -> [String: Int] {
        var request = HTTPRequest(.get, "\(url.base)/api/queues/\(vhost)?columns=name,messages_unacknowledged")
        request.credentials = HTTPRequest.Credentials(user: url.user.revealed, password: url.password.revealed)
        request.allowsPlaintext = url.isPlaintext
        request.timeout = .seconds(2)
        request.maxBody = 4 << 20
        switch await client.perform(request) {
        case .answered(let answer) where answer.status == 200:
            guard let queues = try? JSONDecoder().decode([Queue].self, from: Data(answer.body)) else {
                throw failure("an answer that cannot be read")
            }
            let pairs = queues.compactMap { queue in queue.unacknowledged.map { (queue.name, $0) } }
            return Dictionary(pairs) { first, _ in first }
        case .answered(let answer): throw failure("status \(answer.status)")
        case .notSent(let reason), .maybeSent(let reason): throw failure("\(reason)")
        }
    }

    private func failure(_ reason: String) -> CommandFailure {
        CommandFailure(.unavailable, "RabbitMQ's management API at \(url) gave no answer: \(reason)")
    }

    private struct Queue: Decodable {
        let name: String
        let unacknowledged: Int?

        enum CodingKeys: String, CodingKey {
            case name
            case unacknowledged = "messages_unacknowledged"
        }
    }
}
