/// Which Redis a connection goes to, and how long it waits.
package struct RedisOptions: Sendable {
    package var url: RedisURL
    /// From `send` to the reply, waiting for a connection included; also for each step of connecting.
    package var timeout: Duration = .seconds(2)
    /// A larger reply ends the connection. In bytes.
    package var replyLimit = 1 << 20

    package init(_ url: RedisURL) {
        self.url = url
    }
}
