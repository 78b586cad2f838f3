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
        case .sms: sms(to: job.recipient.phone?.region)
        }
    }

    /// - Parameter region: of the number.
    package func sms(to region: String?) -> [any Outlet] {
        region.flatMap { smsByRegion[$0] } ?? sms
    }

    /// Several times where several countries share one.
    package var all: [any Outlet] { mail + sms + smsByRegion.values.flatMap(\.self) }

    package var names: Set<String> { Set(all.map(\.name)) }
}
