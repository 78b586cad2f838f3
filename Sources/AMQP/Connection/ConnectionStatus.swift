/// What the outside may know at any moment.
package struct ConnectionStatus: Sendable, Equatable {
    package var isConnected = false
    /// The broker takes no messages from this connection (memory or disk alarm); deliveries and acks go on.
    package var isBlocked = false
}
