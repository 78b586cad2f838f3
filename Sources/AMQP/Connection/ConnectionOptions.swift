package import Cryptography

/// What a connection is for and how long it waits.
package struct ConnectionOptions: Sendable {
    /// Tried in turn.
    package var endpoints: [Endpoint]
    /// Shown in the broker's list of connections, and on the thread.
    package var name: String
    /// Consumed from as long as the connection stands; none for a connection that publishes.
    package var queues: [String] = []
    /// Unsettled deliveries per queue: the only back-pressure.
    package var prefetch: UInt16 = 200
    /// Larger bodies are counted and dropped. In bytes.
    package var bodyLimit = 64 << 10
    package var tls = TLSFiles()
    /// Whole seconds, at least one: librabbitmq waits for ever without.
    package var heartbeat: Duration = .seconds(15)
    /// For TCP and TLS, and again for the login.
    package var connectTimeout: Duration = .seconds(10)
    /// For one question to the broker.
    package var rpcTimeout: Duration = .seconds(10)
    /// From `publish` to the confirm, all waiting included.
    package var confirmTimeout: Duration = .seconds(10)

    package init(endpoints: [Endpoint], name: String) {
        self.endpoints = endpoints
        self.name = name
    }
}
