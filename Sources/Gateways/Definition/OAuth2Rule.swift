/// How a gateway hands out access tokens (RFC 6749, 4.4).
struct OAuth2Rule: Sendable {
    /// How we say who we are (RFC 6749, 2.3.1).
    enum Login: String, CaseIterable, Sendable {
        case header
        case body
    }

    /// Added to the base address.
    let path: TextTemplate
    let client: TextTemplate
    let secret: TextTemplate
    let login: Login

    var templates: [TextTemplate] { [path, client, secret] }
}
