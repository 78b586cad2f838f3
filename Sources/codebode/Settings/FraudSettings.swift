import Admission

/// What a rule against toll fraud does.
private enum FraudMode: String, CaseIterable {
    case record
    case enforce
    /// Does not even count.
    case off

    var ruleMode: RuleMode? {
        switch self {
        case .record: .record
        case .enforce: .enforce
        case .off: nil
        }
    }
}

extension NeighbourRule {
    /// In refusals and findings.
    static let name = "neighbours"

    /// ## Configuration keys
    /// - `fraud.neighbours.mode`: `record`, `enforce` or `off`.
    /// - `fraud.neighbours.count`, `fraud.neighbours.window`: different numbers of one block of a hundred, 1–99, and a
    ///   duration; 10 in 1 h.
    ///
    /// `nil` if it is off.
    init?(from reader: inout SettingsReader) {
        let mode: FraudMode = reader.choice("fraud.neighbours.mode", default: .record)
        let count = reader.integer("fraud.neighbours.count", default: 10, in: 1...99)
        let window = reader.duration("fraud.neighbours.window", default: .seconds(3_600))
        guard let mode = mode.ruleMode else { return nil }
        self.init(name: Self.name, count: count, window: window, mode: mode)
    }
}

extension UnverifiedRule {
    /// In refusals and findings.
    static let name = "unverified"

    /// ## Configuration keys
    /// - `fraud.unverified.mode`: `record`, `enforce` or `off`.
    /// - `fraud.unverified.per_hour`, `fraud.unverified.per_day`: unused codes of one country that are let pass whatever
    ///   was used, 1–1,000,000; 3 and 20.
    ///
    /// `nil` if it is off.
    init?(from reader: inout SettingsReader) {
        let mode: FraudMode = reader.choice("fraud.unverified.mode", default: .record)
        let hourFloor = reader.integer("fraud.unverified.per_hour", default: 3, in: 1...1_000_000)
        let dayFloor = reader.integer("fraud.unverified.per_day", default: 20, in: 1...1_000_000)
        guard let mode = mode.ruleMode else { return nil }
        self.init(name: Self.name, hourFloor: hourFloor, dayFloor: dayFloor, mode: mode)
    }
}
