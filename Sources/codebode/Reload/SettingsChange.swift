import Jobs
import Messages

/// What is different between two readings of the settings.
struct SettingsChange {
    /// Names of what is otherwise: keys, variables, gateways' files.
    let names: [String]
    /// What a running worker cannot change, as `worker.concurrency: 50 → 100`; a secret's values are masked.
    let waiting: [String]

    /// - Parameters:
    ///   - running: what the process was started with.
    ///   - last: what was read last; what is as it was then was told before.
    init(from last: Settings, to new: Settings, running: Settings) {
        names = Self.names(last, new)
        let (shown, asked) = (Self.facts(running), Self.facts(new))
        let (old, value, known) = (Self.values(running), Self.values(new), Self.values(last))
        waiting = SettingKey.all.filter(\.isFixed).compactMap { key in
            let name = key.name
            if key.isSecret {
                let isNew = new.given(name) != running.given(name) && new.given(name) != last.given(name)
                return isNew ? "\(name): ••• → •••" : nil
            }
            guard let then = shown[name], let now = asked[name], value[name] != old[name], value[name] != known[name]
            else { return nil }
            return "\(name): \(then) → \(now)"
        }
    }

    private static func names(_ last: Settings, _ new: Settings) -> [String] {
        let gateways = Set(last.files.gateways.names + new.files.gateways.names)
            .filter { last.files.gateways[$0] != new.files.gateways[$0] }.map { "gateways/\($0).yaml" }
        let keys = Set(last.given.keys).union(new.given.keys).filter { last.given[$0] != new.given[$0] }
        let logo = last.texts.brand.logo != new.texts.brand.logo ? ["brand.logo"] : []
        return Set(keys + gateways + logo).sorted()
    }

    /// To compare by: two addresses may have one mask.
    private static func values(_ settings: Settings) -> [String: String] {
        let probe = ["probe.phone": settings.probe.phone?.e164 ?? "", "probe.email": settings.probe.email?.text ?? ""]
        return facts(settings).merging(probe) { _, value in value }
    }

    /// As they may be shown.
    private static func facts(_ settings: Settings) -> [String: String] {
        Dictionary(ConfigCommand.Check.facts(settings, relays: [])) { first, _ in first }
    }
}

extension Settings {
    fileprivate func given(_ key: String) -> Secret? { given[SettingKey.environmentName(key)] ?? given[key] }
}
