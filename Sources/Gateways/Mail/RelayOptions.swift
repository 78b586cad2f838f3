import Transfers

/// What stands behind the `?` of a relay's address.
struct RelayOptions: Sendable {
    enum TLS: String {
        case required
        case implicit
        case none
    }

    enum Login: String {
        case plain
        case login
        case xoauth2
    }

    private(set) var tls: TLS?
    private(set) var insists = false
    private(set) var login: Login?
    private(set) var tokenFile: TokenFile?

    init(_ query: Substring?) throws(RelayURLError) {
        for option in query?.split(separator: "&", omittingEmptySubsequences: false) ?? [] {
            let mark = option.firstIndex(of: "=") ?? option.endIndex
            try read(option[..<mark], option[mark...].dropFirst())
        }
    }

    private mutating func read(_ name: Substring, _ value: Substring) throws(RelayURLError) {
        switch name {
        case "tls":
            guard let choice = TLS(rawValue: String(value)) else { throw .unknownTLS }
            tls = choice
        case "insist":
            guard value == "true" else { throw .unknownInsist }
            insists = true
        case "auth":
            guard let choice = Login(rawValue: String(value)) else { throw .unknownLogin }
            login = choice
        case "token_file":
            guard let path = PercentEncoding.decoded(value), path.hasPrefix("/") else { throw .unfitTokenFile }
            tokenFile = TokenFile(path: path)
        default:
            throw .unknownOption
        }
    }
}
