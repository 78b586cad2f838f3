@testable import Stores

extension RedisConnection {
    /// Whether something was sent and not answered yet.
    var hasUnanswered: Bool {
        guard case .standing = phase, let link else { return false }
        return !link.pipeline.isIdle && link.pipeline.isDrained
    }

    var unansweredCount: Int { hasUnanswered ? callCount - waiting.count : 0 }

    /// Sent or not.
    var callCount: Int { waiting.count + (link?.pipeline.remains().touched.count ?? 0) }

    /// The server at the other end.
    var place: RedisEndpoint? { link?.endpoint }

    /// As if the only endpoint had these addresses.
    func connect(at addresses: [SocketAddress]) {
        dropLink(.closed)
        phase = .lookingUp
        turn = 1
        tryAddresses(of: .unix(path: "/nowhere"), .success(addresses))
    }
}
