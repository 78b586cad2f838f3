import CCurl

extension EasyHandle {
    func setPlace(_ relay: MailRelay) {
        set(CURLOPT_URL, relay.url)
        set(CURLOPT_USE_SSL, Int((relay.security == .none ? CURLUSESSL_NONE : CURLUSESSL_ALL).rawValue))
    }

    func setLogin(_ credentials: MailRelay.Credentials?) {
        guard let credentials else { return }
        set(CURLOPT_SASL_IR, true)  // saves a round trip
        switch credentials {
        case .password(let user, let password, let mechanism):
            set(CURLOPT_LOGIN_OPTIONS, mechanism.map { "AUTH=\($0.rawValue)" } ?? "AUTH=PLAIN;AUTH=LOGIN")
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_PASSWORD, password)
        case .bearer(let user, let token):
            set(CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
            set(CURLOPT_USERNAME, user)
            set(CURLOPT_XOAUTH2_BEARER, token)
        }
    }
}
