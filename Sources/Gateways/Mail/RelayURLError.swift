/// Why a relay's address cannot be used. Nothing of the address is shown, since a password may stand anywhere in it.
package enum RelayURLError: Error, CaseIterable, CustomStringConvertible {
    case unfitCharacter
    case unknownScheme
    case unexpectedPath
    case unfitHost
    case halfLogin
    case unfitLogin
    case unknownOption
    case unknownTLS
    case unknownInsist
    case unknownLogin
    case unfitTokenFile
    /// Not only at the start: the file is read for each mail.
    case noToken
    case contradiction
    /// Login codes, and the password, would travel in clear.
    case plaintext

    package var description: String { "a mail relay's address: \(rule)" }

    private var rule: String {
        switch self {
        case .unfitCharacter: "spaces, # and characters beyond ASCII must be percent-encoded"
        case .unknownScheme: "expected smtp://user:password@host:587 or smtps://user:password@host:465"
        case .unexpectedPath: "expected no path; a / in the password must be written as %2F"
        case .unfitHost:
            "expected a host name or address, perhaps with a port from 1 to 65535; special characters in the password "
                + "must be percent-encoded"
        case .halfLogin: "expected both user and password before the @, or neither; auth and token_file need a user"
        case .unfitLogin: "the login holds a % without two hexadecimal digits, or a control character"
        case .unknownOption: "expected no options but tls, insist, auth and token_file"
        case .unknownTLS: "tls: expected one of required, implicit, none"
        case .unknownInsist: "insist: expected true, and beside tls=none only"
        case .unknownLogin: "auth: expected one of plain, login, xoauth2"
        case .unfitTokenFile:
            "token_file: expected the full path of a file, beside auth=xoauth2 and a user without password"
        case .noToken: "token_file: the file cannot be read, or holds no single token"
        case .contradiction: "smtps is tls=implicit; use smtp for anything else"
        case .plaintext:
            "tls=none to another machine, where login codes can be read on the way: use tls=required, or add "
                + "&insist=true"
        }
    }
}
