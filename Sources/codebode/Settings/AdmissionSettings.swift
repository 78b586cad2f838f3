import Admission
import Jobs

extension AdmissionRules {
    /// ## Configuration keys
    /// - `policy.min_remaining`, `policy.clock_skew`: durations, 30 s each.
    /// - `totp.drift`: a duration, 30 s, also 0 s.
    /// - `policy.max_lifetime.code|link|notice`: durations; 15 m, 24 h, 7 d.
    /// - `policy.on_unknown.KIND`: `resend` or `drop`.
    /// - `policy.fallback`: `true` or `false`, for jobs that do not say; false.
    /// - `limits.NAME.…`: see `Limit.all`.
    /// - `fraud.…`: see `NeighbourRule` and `UnverifiedRule`.
    init(from reader: inout SettingsReader) {
        let life = LifePolicy(
            minimumRemaining: reader.duration("policy.min_remaining", default: .seconds(30)),
            clockSkew: reader.duration("policy.clock_skew", default: .seconds(30)),
            maximumLifetime: [
                .code: reader.duration("policy.max_lifetime.code", default: .seconds(15 * 60)),
                .link: reader.duration("policy.max_lifetime.link", default: .seconds(24 * 3_600)),
                .notice: reader.duration("policy.max_lifetime.notice", default: .seconds(7 * 86_400)),
            ],
            totpDrift: reader.duration("totp.drift", default: .seconds(30), atLeast: .zero))
        var onUnknown: [JobKind: OnUnknown] = [:]
        for kind in JobKind.allCases {
            onUnknown[kind] = reader.choice("policy.on_unknown.\(kind.rawValue)", default: .resend)
        }
        self.init(
            life: life, limits: Limit.all(from: &reader), neighbours: NeighbourRule(from: &reader),
            unverified: UnverifiedRule(from: &reader), onUnknown: onUnknown,
            fallback: reader.flag("policy.fallback", default: false))
    }
}

extension DestinationPolicy {
    /// ## Configuration keys
    /// - `sms.regions`: ISO 3166-1 codes of the countries that may be written to.
    /// - `links.hosts`: hosts that a confirmation link may name.
    init(from reader: inout SettingsReader) {
        let regions = reader.list("sms.regions", default: ["NL", "BE", "DE"])
        for region in regions where region.count != 2 || region != region.uppercased() {
            reader.complain("sms.regions", "\(region) is no country code; two capitals are expected, such as NL")
        }
        var hosts: Set<HostName> = []
        for text in reader.list("links.hosts", default: []) {
            if let host = HostName(text) {
                hosts.insert(host)
            } else {
                reader.complain("links.hosts", "\(text) is no host name")
            }
        }
        self.init(regions: Set(regions), linkHosts: hosts)
    }
}
