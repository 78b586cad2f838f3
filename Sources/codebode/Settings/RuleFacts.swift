import Admission

extension AdmissionRules {
    /// What `config check` shows of limits and rules.
    var facts: [(String, String)] {
        let limits = limits.map { limit in
            let whose = limit.key == .all ? "for all" : "per \(limit.key.rawValue)"
            let what = "\(limit.count) \(whose) in \(limit.window.setting)"
            let failure = "on_store_failure \(limit.onStoreFailure.rawValue)"
            return ("limits.\(limit.name)", "\(what), \(limit.mode.rawValue), \(failure)")
        }
        let unused = "not in use"
        return limits + [
            ("fraud.neighbours.mode", neighbours?.mode.rawValue ?? "off"),
            ("fraud.neighbours.count", neighbours.map { "\($0.count)" } ?? unused),
            ("fraud.neighbours.window", neighbours?.window.setting ?? unused),
            ("fraud.unverified.mode", unverified?.mode.rawValue ?? "off"),
            ("fraud.unverified.per_hour", unverified.map { "\($0.hourFloor)" } ?? unused),
            ("fraud.unverified.per_day", unverified.map { "\($0.dayFloor)" } ?? unused),
        ]
    }
}
