import Jobs
import Transfers

/// `smtp://user:password@host:587?tls=required`, read by strict rules; holds a password and shows nothing of itself.
struct RelayURL: Masked, Sendable {
    private enum Secret: Sendable {
        case password(String, MailRelay.PasswordMechanism?)
        case token(String)
        case tokenFile(TokenFile)
    }

    /// As it was written; an IPv6 address in brackets.
    let host: String
    let port: UInt16
    let security: MailRelay.Security
    private let login: (user: String, secret: Secret)?

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
        let options = try RelayOptions(query)
        login = try Self.login(at.map { authority[..<$0] }, options)
        host = server.host
        security = try Self.security(isImplicit: scheme.lowercased() == "smtps", server, options)
        port = server.port ?? (security == .implicit ? 465 : 587)
    }

    var hasLogin: Bool { login != nil }

    /// As they are now: a token is read anew each time.
    func credentials() throws(RelayURLError) -> MailRelay.Credentials? {
        guard let login else { return nil }
        switch login.secret {
        case .password(let password, let mechanism):
            return .password(user: login.user, password: password, by: mechanism)
        case .token(let token):
            return .bearer(user: login.user, token: token)
        case .tokenFile(let file):
            guard let token = file.token() else { throw .noToken }
            return .bearer(user: login.user, token: token)
        }
    }

    private static func login(
        _ text: Substring?, _ options: RelayOptions
    ) throws(RelayURLError) -> (user: String, secret: Secret)? {
        guard let text else {
            guard options.login == nil, options.tokenFile == nil else { throw .halfLogin }
            return nil
        }
        let (name, password) = split(text, at: ":")
        guard !name.isEmpty, password?.isEmpty != true else { throw .halfLogin }
        guard let user = PercentEncoding.decoded(name) else { throw .unfitLogin }
        if let file = options.tokenFile {
            guard password == nil, options.login == .xoauth2 else { throw .unfitTokenFile }
            return (user, .tokenFile(file))
        }
        guard let password else { throw .halfLogin }
        guard let secret = PercentEncoding.decoded(password) else { throw .unfitLogin }
        return switch options.login {
        case .plain: (user, .password(secret, .plain))
        case .login: (user, .password(secret, .login))
        case .xoauth2: (user, .token(secret))
        case nil: (user, .password(secret, nil))
        }
    }

    private static func security(
        isImplicit: Bool, _ server: Authority, _ options: RelayOptions
    ) throws(RelayURLError) -> MailRelay.Security {
        let tls = options.tls ?? (isImplicit ? .implicit : .required)
        guard !isImplicit || tls == .implicit else { throw .contradiction }
        guard tls == .none || !options.insists else { throw .unknownInsist }
        guard tls != .none || options.insists || server.isLoopback else { throw .plaintext }
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
}
