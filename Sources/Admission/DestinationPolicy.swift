package import Jobs

/// Where messages may go, and which links they may carry.
package struct DestinationPolicy: Sendable {
    /// ISO 3166-1 alpha-2; international networks are never allowed, even if listed.
    package let regions: Set<String>
    package let linkHosts: Set<HostName>

    package init(regions: Set<String>, linkHosts: Set<HostName>) {
        self.regions = regions
        self.linkHosts = linkHosts
    }

    /// - Parameter channel: by which it is to go; its own one, or the other.
    package func objection(to job: Job, by channel: Channel) -> Rejection? {
        if case .confirmPhoneLink(let link, _) = job.content, !linkHosts.contains(link.host) {
            return Rejection(.linkNotAllowed, field: "link", "its host is not one of links.hosts")
        }
        guard channel == .sms, let phone = job.recipient.phone else { return nil }
        guard phone.region != PhoneNumber.noCountry else { return refuse("a number of no country receives no codes") }
        switch phone.line {
        case .mobile, .fixedOrMobile: break
        case .fixed: return refuse("a landline receives no SMS")
        case .premium, .sharedCost, .other: return refuse("this kind of number receives no codes")
        }
        guard regions.contains(phone.region) else { return refuse("its region is not one of sms.regions") }
        return nil
    }

    private func refuse(_ detail: String) -> Rejection {
        Rejection(.destinationNotAllowed, field: "recipient.phone", detail)
    }
}
