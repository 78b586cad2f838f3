extension HTTPClient {
    package struct Options: Sendable {
        /// How many requests may be on the wire at once, to one host or to several. More wait, on their own time, so
        /// it is the worker's concurrency. Common proxies serve 512 clients a process and refuse more.
        package var connections = 256
        /// A connection idle for longer is not used again. Common servers close after 5 seconds (Node, Apache), and a
        /// request that meets the closing is one that was maybe sent.
        package var maxIdle: Duration = .seconds(3)
        /// PEM file of the authorities to trust; the system's without it.
        package var authorities: String?
        package var userAgent = "codebode"

        package init() {}
    }
}
