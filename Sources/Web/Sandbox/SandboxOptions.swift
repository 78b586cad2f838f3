extension Sandbox {
    /// Where the sandbox listens and how much it keeps.
    package struct Options: Sendable {
        package var httpHost: String
        /// 0 takes any free port.
        package var httpPort: Int
        package var smtpHost: String
        /// 0 takes any free port.
        package var smtpPort: Int
        /// Messages kept; the oldest make room.
        package var capacity: Int
        /// More names by which this machine is reached, as the name of its container; loopback's are always taken.
        package var hostNames: [String]

        package init(
            httpHost: String = "127.0.0.1", httpPort: Int = 8026, smtpHost: String = "127.0.0.1", smtpPort: Int = 2525,
            capacity: Int = 500, hostNames: [String] = []
        ) {
            self.httpHost = httpHost
            self.httpPort = httpPort
            self.smtpHost = smtpHost
            self.smtpPort = smtpPort
            self.capacity = capacity
            self.hostNames = hostNames
        }
    }
}
