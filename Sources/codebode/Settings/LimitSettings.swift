import Admission

extension Limit {
    /// In force when the file names no limit at all.
    static let standard = [
        Limit(name: "recipient_burst", key: .recipient, count: 1, window: .seconds(30)),
        Limit(name: "recipient_short", key: .recipient, count: 5, window: .seconds(600)),
        Limit(name: "recipient_day", key: .recipient, count: 20, window: .seconds(86_400)),
        Limit(name: "account_short", key: .account, count: 5, window: .seconds(600)),
        Limit(name: "account_day", key: .account, count: 30, window: .seconds(86_400)),
        Limit(name: "prefix_hour", key: .prefix, count: 30, window: .seconds(3_600), mode: .record),
        Limit(name: "region_hour", key: .region, count: 10_000, window: .seconds(3_600)),
    ]

    /// ## Configuration keys
    /// - `limits.NAME.key`: `recipient`, `account`, `region`, `prefix` or `all`.
    /// - `limits.NAME.count`, `limits.NAME.window`: 1–1,000,000, and a duration.
    /// - `limits.NAME.mode`: `enforce`, or `record`, which refuses nothing.
    /// - `limits.NAME.on_store_failure`: `open` or `closed`; by default what is usual for its key.
    static func all(from reader: inout SettingsReader) -> [Limit] {
        let names = reader.limitNames
        if names.isEmpty { return standard }
        return names.map { name in
            check(name, &reader)
            let key: Key = reader.choice("limits.\(name).key", default: .recipient)
            return Limit(
                name: name, key: key,
                count: reader.integer("limits.\(name).count", default: 1, in: 1...1_000_000),
                window: reader.duration("limits.\(name).window", default: .seconds(30)),
                mode: reader.choice("limits.\(name).mode", default: .enforce),
                onStoreFailure: reader.choice(
                    "limits.\(name).on_store_failure", default: key.usualOnStoreFailure))
        }
    }

    private static func check(_ name: String, _ reader: inout SettingsReader) {
        if !name.utf8.allSatisfy({
            $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0)
        }) {
            reader.complain("limits.\(name).key", "a limit's name is made of a-z, 0-9 and _")
        }
        if [NeighbourRule.name, UnverifiedRule.name].contains(name) {
            reader.complain("limits.\(name).key", "fraud.\(name) has this name; a limit needs another one")
        }
        for field in SettingKey.requiredLimitFields where reader.text("limits.\(name).\(field)") == nil {
            reader.complain("limits.\(name).\(field)", "the key is missing")
        }
    }
}
