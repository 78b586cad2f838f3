/// One thing that goes wrong in a run. The same seed with the same faults is the same run.
package struct Fault: Hashable, Sendable, CustomStringConvertible {
    package enum Site: String, CaseIterable, Sendable {
        // To a worker, between two steps of a job.
        case crash, freeze, disconnect
        // To a worker, at some moment.
        case drain, secondSignal, clockJump
        // To a store's step.
        case storeRefuses, answerLost, answerLate, storeDown
        // To what a worker publishes.
        case publishRefused, confirmLost, brokerDown, brokerAlarm
        // To an attempt.
        case gatewayDown, gatewaySlow, gatewayBusy, refused, retry, greylisted, misconfigured, notSent, unfit
        case cutBeforeTaking, cutAfterTaking, slow
        // To a receipt.
        case noReceipt, undelivered, receiptTwice, receiptContradicts
        // By the backend.
        case repeated, changed, unreadable, stale
    }

    package let site: Site
    /// The number of the job, worker or gateway.
    package let subject: Int
    /// Which of its occasions.
    package let occasion: Int

    package init(_ site: Site, _ subject: Int, _ occasion: Int) {
        self.site = site
        self.subject = subject
        self.occasion = occasion
    }

    /// `crash.7.2`, as `description` writes it.
    package init?(_ text: Substring) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let site = Site(rawValue: String(parts[0])), let subject = Int(parts[1]),
            let occasion = Int(parts[2])
        else { return nil }
        self.init(site, subject, occasion)
    }

    package var description: String { "\(site.rawValue).\(subject).\(occasion)" }
}
