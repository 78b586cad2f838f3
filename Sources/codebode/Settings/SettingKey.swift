import Jobs

/// Every key of the configuration, once: what it is called, whether it is a secret, whether a running worker can change it.
///
/// A key not listed here stops the start. `config/codebode.yaml` is held against this list by a test.
struct SettingKey: Sendable {
    let name: String
    let isSecret: Bool
    /// Holds for as long as the process lives; another value waits for a restart.
    let isFixed: Bool

    private init(_ name: String, isSecret: Bool = false, isFixed: Bool = false) {
        self.name = name
        self.isSecret = isSecret
        self.isFixed = isFixed
    }

    static let all: [SettingKey] = [
        SettingKey("amqp.url", isSecret: true, isFixed: true),
        SettingKey("amqp.ca_file", isFixed: true),
        SettingKey("amqp.cert_file", isFixed: true),
        SettingKey("amqp.key_file", isFixed: true),
        SettingKey("amqp.plaintext", isFixed: true),
        SettingKey("amqp.management", isSecret: true, isFixed: true),
        SettingKey("store.url", isSecret: true, isFixed: true),
        SettingKey("store.ca_file", isFixed: true),
        SettingKey("store.cert_file", isFixed: true),
        SettingKey("store.key_file", isFixed: true),
        SettingKey("store.hash_key", isSecret: true, isFixed: true),
        SettingKey("worker.queues", isFixed: true),
        SettingKey("worker.concurrency", isFixed: true),
        SettingKey("policy.min_remaining"),
        SettingKey("policy.clock_skew"),
        SettingKey("policy.max_lifetime.code"),
        SettingKey("policy.max_lifetime.link"),
        SettingKey("policy.max_lifetime.notice"),
        SettingKey("policy.on_unknown.send_code"),
        SettingKey("policy.on_unknown.confirm_phone"),
        SettingKey("policy.on_unknown.security_notice"),
        SettingKey("policy.fallback"),
        SettingKey("seal.keys", isSecret: true),
        SettingKey("seal.required"),
        SettingKey("totp.drift"),
        SettingKey("fraud.neighbours.mode"),
        SettingKey("fraud.neighbours.count"),
        SettingKey("fraud.neighbours.window"),
        SettingKey("fraud.unverified.mode"),
        SettingKey("fraud.unverified.per_hour"),
        SettingKey("fraud.unverified.per_day"),
        SettingKey("sms.gateways"),
        SettingKey("sms.sender"),
        SettingKey("sms.regions"),
        SettingKey("mail.relays", isSecret: true),
        SettingKey("mail.from"),
        SettingKey("mail.connections", isFixed: true),
        SettingKey("mail.dkim.domain"),
        SettingKey("mail.dkim.selector"),
        SettingKey("mail.dkim.key", isSecret: true),
        SettingKey("links.hosts"),
        SettingKey("templates.path"),
        SettingKey("brand.name"),
        SettingKey("brand.domain"),
        SettingKey("brand.support_phone"),
        SettingKey("brand.colour"),
        SettingKey("brand.colour_dark"),
        SettingKey("brand.logo"),
        SettingKey("probe.phone", isFixed: true),
        SettingKey("probe.email", isFixed: true),
        SettingKey("probe.interval", isFixed: true),
        SettingKey("web.listen", isFixed: true),
        SettingKey("web.public_url", isFixed: true),
        SettingKey("log.level"),
        SettingKey("log.format", isFixed: true),
    ]

    /// Under `limits.NAME.`; no limit can do without these.
    static let requiredLimitFields = ["key", "count", "window"]
    static let limitFields = requiredLimitFields + ["mode", "on_store_failure"]

    /// Under `sms.by_region.REGION.`
    static let regionFields = ["gateways", "sender"]

    /// Every limit and gateway has a name that the user chooses, every country its code.
    static func isKnown(_ key: String) -> Bool {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 4, parts[0] == "sms", parts[1] == "by_region" {
            return isRegion(parts[2]) && regionFields.contains(String(parts[3]))
        }
        switch parts.first {
        case "limits": return parts.count == 3 && limitFields.contains(String(parts[2]))
        case "gateways": return parts.count == 3
        default: return all.contains { $0.name == key }
        }
    }

    /// Whether keys stand under it; it may do without any.
    static func isSection(_ key: String) -> Bool {
        ["limits", "gateways", "sms.by_region"].contains(key)
            || key.hasPrefix("sms.by_region.") && key.split(separator: ".").count == 3
            || key.hasPrefix("gateways.") && key.split(separator: ".").count == 2
            || all.contains { $0.name.hasPrefix(key + ".") }
    }

    static func isKnown(variable: String) -> Bool {
        all.contains { environmentName($0.name) == variable } || isGateway(variable: variable)
            || limitName(variable: variable) != nil || regionName(variable: variable) != nil
    }

    /// `BE` of `CODEBODE_SMS_BY_REGION_BE_SENDER`
    static func regionName(variable: String) -> String? {
        let start = environmentName("sms.by_region.")
        guard variable.hasPrefix(start) else { return nil }
        let parts = variable.dropFirst(start.count).split(separator: "_", maxSplits: 1)
        guard parts.count == 2, isRegion(parts[0]), regionFields.contains(parts[1].lowercased()) else { return nil }
        return String(parts[0])
    }

    /// ISO 3166-1 alpha-2, by its shape.
    private static func isRegion(_ text: Substring) -> Bool {
        text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }

    /// `mine` of `CODEBODE_LIMITS_MINE_COUNT`
    static func limitName(variable: String) -> String? {
        let start = environmentName("limits.")
        guard variable.hasPrefix(start) else { return nil }
        let rest = variable.dropFirst(start.count)
        let end = limitFields.map { "_" + $0.uppercased() }.first { rest.hasSuffix($0) && rest.count > $0.count }
        return end.map { rest.dropLast($0.count).lowercased() }
    }

    static func isSecret(_ key: String) -> Bool {
        all.contains { $0.isSecret && $0.name == key } || gatewayName(key) != nil
    }

    static func isSecret(variable: String) -> Bool {
        all.contains { $0.isSecret && environmentName($0.name) == variable } || isGateway(variable: variable)
    }

    static func isGateway(variable: String) -> Bool {
        variable.hasPrefix(environmentName("gateways."))
    }

    /// `acme` of `gateways.acme.url`
    static func gatewayName(_ key: String) -> String? {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0] == "gateways" ? String(parts[1]) : nil
    }

    /// Where the gateway's name ends in a variable, and its field begins, is not told: every `_` is tried.
    ///
    /// - Parameter starts: `CODEBODE_GATEWAYS_ACME_` of each gateway.
    static func hint(forGateway variable: String, among starts: [String]) -> String {
        let section = environmentName("gateways.")
        let names = starts.map { String($0.dropFirst(section.count).dropLast()) }
        let rest = variable.dropFirst(section.count)
        let meant = rest.indices.filter { rest[$0] == "_" }.compactMap { end in
            NearestName.find(String(rest[..<end]), among: names).map { section + $0 + rest[end...] }
        }
        return NearestName.hint(for: variable, among: meant)
    }

    /// For a key in the wrong section, the one of the same last part; else the one that is written most like it.
    static func hint(for key: String) -> String {
        let parts = key.split(separator: ".")
        if parts.count == 3, parts[0] == "limits" {
            return NearestName.hint(for: String(parts[2]), among: limitFields)
        }
        let leaf = key.split(separator: ".").last
        let namesake = all.first { $0.name.split(separator: ".").last == leaf }
        return namesake.map { "; did you mean \($0.name)?" } ?? NearestName.hint(for: key, among: all.map(\.name))
    }

    /// `amqp.url` → `CODEBODE_AMQP_URL`
    static func environmentName(_ key: String) -> String {
        "CODEBODE_" + String(key.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }
}
