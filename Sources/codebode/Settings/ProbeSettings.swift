import Admission
import Jobs

/// ## Configuration keys
/// - `probe.phone`, `probe.email`: where probes go; none without.
/// - `probe.interval`: a duration, 1 m or more; 5 m.
struct ProbeSettings: Sendable {
    let phone: PhoneNumber?
    let email: EmailAddress?
    let schedule: ProbeSchedule

    /// - Parameters:
    ///   - life: that a probe must keep to, like any code.
    ///   - regions: that may be written to.
    init(from reader: inout SettingsReader, life: LifePolicy, regions: Set<String>) {
        let interval = reader.duration("probe.interval", default: .seconds(300), atLeast: .seconds(60))
        schedule = ProbeSchedule(every: interval, longest: life.maximumLifetime[.code] ?? interval)
        let number = reader.text("probe.phone")
        phone = number.flatMap { try? PhoneNumber($0) }
        let address = reader.text("probe.email")
        email = address.flatMap { EmailAddress($0) }
        if number != nil, phone == nil {
            reader.complain("probe.phone", "a telephone number is expected, such as +31612345678")
        } else if let phone, !regions.contains(phone.region) {
            reader.complain("probe.phone", "its country, \(phone.region), is not one of sms.regions")
        }
        if address != nil, email == nil {
            reader.complain("probe.email", "an address is expected, such as codes@caren.example")
        }
        if number != nil || address != nil, schedule.life <= life.minimumRemaining {
            reader.complain(
                "probe.interval",
                "a probe would live \(schedule.life.setting), and policy.min_remaining is \(life.minimumRemaining.setting)"
            )
        }
    }

    var isOn: Bool { phone != nil || email != nil }

    func probes(at moment: Timestamp, hash: HashKey) -> [Probe] {
        let ways = [(Channel.sms, phone?.e164), (.email, email?.text)]
        return ways.compactMap { channel, address in
            address.flatMap { Probe(by: channel, to: $0, at: moment, life: schedule.life, hash: hash) }
        }
    }
}
