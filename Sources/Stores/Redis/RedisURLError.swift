/// What is wrong with the address of a Redis. Never carries the address, which may hold a password.
package enum RedisURLError: Error, Equatable, CustomStringConvertible {
    case scheme
    case login
    case passwordInClear
    case host
    case port
    case path
    case database
    case query
    case percentEncoding

    package var description: String {
        switch self {
        case .scheme:
            "a Redis address is redis[s]://[user:password@]host[:port][/db] or redis+unix://[user:password@]/path[?db=N]"
        case .login: "the login of a Redis address is user:password or :password"
        case .passwordInClear:
            "a password for Redis would cross the network in clear: "
                + "write rediss:// for TLS, or give a loopback address or a unix socket"
        case .host: "the Redis address names no valid host; an IPv6 address stands in square brackets"
        case .port: "the port of the Redis address is not a number from 1 to 65535"
        case .path: "a redis+unix address has a socket's absolute path of at most 107 bytes, and no host"
        case .database: "the database of the Redis address is not a whole number from 0"
        case .query: "the Redis address has a query (?) or fragment (#); write these characters as %3F and %23"
        case .percentEncoding: "the Redis address has a % that is not followed by two hex digits of UTF-8 text"
        }
    }
}
