package import Jobs

/// Which ways out a job may take, in the configuration's order.
package struct Routes: Sendable {
    package let mail: [any Outlet]
    private let sms: [any Outlet]
    /// For countries that have an order of their own.
    private let smsByRegion: [String: [any Outlet]]

    package init(mail: [any Outlet], sms: [any Outlet], smsByRegion: [String: [any Outlet]] = [:]) {
        self.mail = mail
        self.sms = sms
        self.smsByRegion = smsByRegion
    }

    package func ways(_ channel: Channel, for job: Job) -> [any Outlet] {
        switch channel {
        case .email: mail
        case .sms: job.recipient.phone.flatMap { smsByRegion[$0.region] } ?? sms
        }
    }

    /// Of all there are.
    package var names: Set<String> { Set(channels.keys) }

    /// By name.
    var channels: [String: Channel] {
        let all = mail + sms + smsByRegion.values.flatMap(\.self)
        return Dictionary(all.map { ($0.name, $0.channel) }) { first, _ in first }
    }
}
