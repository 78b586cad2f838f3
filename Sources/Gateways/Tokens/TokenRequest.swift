import Jobs
import Transfers

extension HTTPRequest {
    /// Asks for an access token (RFC 6749, 4.4.2).
    static func token(_ rule: OAuth2Rule, base: BaseURL, credentials: [String: Secret]) -> HTTPRequest {
        var address = Pattern()
        address.append(literal: base.text)
        address.append(path: rule.path, credentials)
        var request = HTTPRequest(.post, RequestText(address).constantText)
        request.allowsPlaintext = base.isPlaintext
        request.headers = [("Content-Type", "application/x-www-form-urlencoded")]
        var body = Pattern()
        body.append(literal: "grant_type=client_credentials")
        switch rule.login {
        case .header:
            // Escaped as in a form, says RFC 6749, 2.3.1.
            let escaped = { (template: TextTemplate) in
                var pattern = Pattern()
                pattern.append(template, .percent, credentials)
                return RequestText(pattern).constantText
            }
            request.credentials = Credentials(user: escaped(rule.client), password: escaped(rule.secret))
        case .body:
            body.append(literal: "&client_id=")
            body.append(rule.client, .percent, credentials)
            body.append(literal: "&client_secret=")
            body.append(rule.secret, .percent, credentials)
        }
        request.body = Array(RequestText(body).constantText.utf8)
        return request
    }
}

extension RequestText {
    /// Of a template without variables.
    fileprivate var constantText: String { text { _ in "" } }
}
