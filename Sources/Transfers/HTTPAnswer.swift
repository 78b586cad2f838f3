/// What a server said, as far as a gateway is judged by it.
package struct HTTPAnswer: Sendable, Equatable, Unprintable {
    /// 200 to 999.
    package let status: Int
    package let contentType: String?
    package let retryAfter: Duration?
    package let body: [UInt8]
    /// False when the connection died, time ran out or a limit was reached behind the status line.
    package let isBodyComplete: Bool
}
