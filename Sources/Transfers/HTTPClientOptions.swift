extension HTTPClient {
    package struct Options: Sendable {
        /// How many requests may be on the wire at once; the worker's concurrency. More wait, on their own time.
        package var connections = 256
        /// How many of them to one host and port. Above the worker's usual 200 in flight, so that none waits, and
        /// below the 512 clients that a common proxy serves per process before it refuses.
        package var hostConnections = 256
        /// A connection idle for longer is not used again. Common servers close after 5 seconds (Node, Apache), and a
        /// request that meets the closing is one that was maybe sent.
        package var maxIdle: Duration = .seconds(3)
        /// PEM file of the authorities to trust; the system's without it.
        package var authorities: String?
        package var userAgent = "codebode"

        package init() {}
    }
}
