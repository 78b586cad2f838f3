package import Admission

extension AdmissionRules {
    /// As `config/codebode.yaml` has them; but a country's limit is higher, or it would end a measurement.
    package static let newInstallation = AdmissionRules.sample(
        limits: [
            Limit(name: "recipient_burst", key: .recipient, count: 1, window: .seconds(30)),
            Limit(name: "recipient_short", key: .recipient, count: 5, window: .seconds(600)),
            Limit(name: "recipient_day", key: .recipient, count: 20, window: .seconds(86_400)),
            Limit(name: "account_short", key: .account, count: 5, window: .seconds(600)),
            Limit(name: "account_day", key: .account, count: 30, window: .seconds(86_400)),
            Limit(name: "prefix_hour", key: .prefix, count: 30, window: .seconds(3_600), mode: .record),
            Limit(name: "region_hour", key: .region, count: 1_000_000_000, window: .seconds(3_600)),
        ],
        neighbours: NeighbourRule(name: "neighbours", count: 10, window: .seconds(3_600), mode: .record),
        unverified: UnverifiedRule(name: "unverified", mode: .record))
}
