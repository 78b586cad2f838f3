import Admission
import Jobs

extension AdmissionRules {
    /// ## Configuration keys
    /// - `policy.min_remaining`, `policy.clock_skew`: durations, 30 s each.
    /// - `policy.max_lifetime.code|link|notice`: durations; 15 m, 24 h, 7 d.
    /// - `policy.on_unknown.KIND`: `resend` or `drop`.
    /// - `limits.NAME.key|count|window`.
    init(from reader: inout SettingsReader) {
        let life = LifePolicy(
            minimumRemaining: reader.duration("policy.min_remaining", default: .seconds(30)),
            clockSkew: reader.duration("policy.clock_skew", default: .seconds(30)),
            maximumLifetime: [
                .code: reader.duration("policy.max_lifetime.code", default: .seconds(15 * 60)),
                .link: reader.duration("policy.max_lifetime.link", default: .seconds(24 * 3_600)),
                .notice: reader.duration("policy.max_lifetime.notice", default: .seconds(7 * 86_400)),
            ])
        var onUnknown: [JobKind: OnUnknown] = [:]
        for kind in JobKind.allCases {
            onUnknown[kind] = reader.choice("policy.on_unknown.\(kind.rawValue)", default: .resend)
        }
        self.init(life: life, limits: Limit.all(from: &reader), onUnknown: onUnknown)
    }
}

extension Limit {
    /// In force when the file names no limit at all.
    static let standard = [
        Limit(name: "recipient_burst", key: .recipient, count: 1, window: .seconds(30)),
        Limit(name: "recipient_short", key: .recipient, count: 5, window: .seconds(600)),
        Limit(name: "recipient_day", key: .recipient, count: 20, window: .seconds(86_400)),
        Limit(name: "account_short", key: .account, count: 5, window: .seconds(600)),
        Limit(name: "account_day", key: .account, count: 30, window: .seconds(86_400)),
        Limit(name: "region_hour", key: .region, count: 10_000, window: .seconds(3_600)),
    ]

    fileprivate static func all(from reader: inout SettingsReader) -> [Limit] {
        let names = reader.limitNames
        if names.isEmpty { return standard }
        return names.map { name in
            if !name.utf8.allSatisfy({
                $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
            }) {
                reader.complain("limits.\(name).key", "a limit's name is made of a-z, 0-9 and _")
            }
            for field in SettingKey.limitFields where reader.text("limits.\(name).\(field)") == nil {
                reader.complain("limits.\(name).\(field)", "the key is missing")
            }
            return Limit(
                name: name, key: reader.choice("limits.\(name).key", default: .recipient),
                count: reader.integer("limits.\(name).count", default: 1, in: 1...1_000_000),
                window: reader.duration("limits.\(name).window", default: .seconds(30)))
        }
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
