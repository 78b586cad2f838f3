import Jobs
import Transfers

/// `smtp://user:password@host:587?tls=required`, read by strict rules; holds a password and shows nothing of itself.
struct RelayURL: Masked, Sendable {
    private enum TLS: String {
        case required
        case implicit
        case none
    }

    /// As it was written; an IPv6 address in brackets.
    let host: String
    let port: UInt16
    let security: MailRelay.Security
    let user: String?
    let password: String?

    var mask: String { host }

    init(_ text: String) throws(RelayURLError) {
        guard text.utf8.allSatisfy({ (0x21..<0x7F).contains($0) }), !text.contains("#") else { throw .unfitCharacter }
        let (scheme, rest) = Self.split(text[...], at: "://")
        guard let rest, ["smtp", "smtps"].contains(scheme.lowercased()) else { throw .unknownScheme }

        let (place, query) = Self.split(rest, at: "?")
        var authority = place
        if authority.hasSuffix("/") { authority.removeLast() }
        guard !authority.contains("/") else { throw .unexpectedPath }
        let at = authority.lastIndex(of: "@")
        let name = at.map { authority[authority.index(after: $0)...] } ?? authority
        guard let server = Authority(name) else { throw .unfitHost }
        (user, password) = try at.map { at throws(RelayURLError) in try Self.login(authority[..<at]) } ?? (nil, nil)

        host = server.host
        security = try Self.security(isImplicit: scheme.lowercased() == "smtps", server, query)
        port = server.port ?? (security == .implicit ? 465 : 587)
    }

    private static func login(_ text: Substring) throws(RelayURLError) -> (String?, String?) {
        let (user, password) = split(text, at: ":")
        guard let password, !user.isEmpty, !password.isEmpty else { throw .halfLogin }
        guard let user = decoded(user), let password = decoded(password) else { throw .unfitLogin }
        return (user, password)
    }

    private static func security(
        isImplicit: Bool, _ server: Authority, _ query: Substring?
    ) throws(RelayURLError) -> MailRelay.Security {
        var tls: TLS = isImplicit ? .implicit : .required
        var insists = false
        for option in query?.split(separator: "&", omittingEmptySubsequences: false) ?? [] {
            let (name, value) = split(option, at: "=")
            switch name {
            case "tls":
                guard let value, let choice = TLS(rawValue: String(value)) else { throw .unknownTLS }
                tls = choice
            case "insist":
                guard value == "true" else { throw .unknownInsist }
                insists = true
            default:
                throw .unknownOption
            }
        }
        guard !isImplicit || tls == .implicit else { throw .contradiction }
        guard tls == .none || !insists else { throw .unknownInsist }
        guard tls != .none || insists || server.isLoopback else { throw .plaintext }
        return switch tls {
        case .required: .startTLS
        case .implicit: .implicit
        case .none: .none
        }
    }

    private static func split(_ text: Substring, at mark: String) -> (Substring, Substring?) {
        guard let range = text.firstRange(of: mark) else { return (text, nil) }
        return (text[..<range.lowerBound], text[range.upperBound...])
    }

    /// RFC 3986, 2.1; nil for a percent sign without its digits, and for what no login may hold.
    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst() else { return nil }
            let digits = [high, low].compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            guard digits.count == 2 else { return nil }
            bytes.append(UInt8(digits[0] << 4 | digits[1]))
        }
        guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}
