/// What is wrong with an AMQP URI. Never carries the URI, which holds a password.
package enum EndpointError: Error, Equatable, CustomStringConvertible {
    case noEndpoint
    case scheme
    case host
    case port
    case percentEncoding
    case query
    /// librabbitmq 0.11 matches certificates against DNS names only.
    case addressUnderTLS(host: String)

    package var description: String {
        switch self {
        case .noEndpoint: "no AMQP address is given"
        case .scheme: "an AMQP address begins with amqp:// or amqps://"
        case .host: "the AMQP address names no valid host"
        case .port: "the port of the AMQP address is not a number from 1 to 65535"
        case .percentEncoding: "the AMQP address has a % that is not followed by two hex digits of UTF-8 text"
        case .query: "the AMQP address has a query (?) or fragment (#); write these characters as %3F and %23"
        case .addressUnderTLS(let host):
            "amqps needs a host name to verify, not the IP address \(host)"
        }
    }
}
