import Admission
import Jobs
import TestSupport

extension Ledger {
    /// What must hold when everything is over.
    ///
    /// - Parameter isFairDay: nothing went wrong.
    func close(isFairDay: Bool, coverage: Coverage) {
        for account in all {
            let told: [Told]
            do {
                told = try account.events.values.map { try Told($0) }
            } catch {
                report(.untrue, "job \(account.request.number): an outcome cannot be read")
                continue
            }
            cover(account, told, coverage)
            checkCopies(account, told)
            guard account.hasCopies else { continue }
            let endings = told.filter(\.isTerminal)
            guard let ending = endings.first else {
                if account.isSetAside {
                    coverage.count("set aside")
                    continue
                }
                report(.lost, "job \(account.request.number) has no outcome")
                continue
            }
            if endings.count > 1 {
                let names = endings.map(\.ending).sorted().joined(separator: ", ")
                report(.twoEndings, "job \(account.request.number) ended as \(names)")
                continue
            }
            change(account.request.number) { $0.countsAsSent = ending.countsAsSent }
            checkSending(account, ending)
            checkTruth(account, ending)
            checkReceipts(account, told)
            if account.request.isProbe { checkProbe(account, ending) }
            if isFairDay { checkFairDay(account, ending) }
        }
        if !hasStoreJumped { checkLimits() }
    }

    private func cover(_ account: Account, _ told: [Told], _ coverage: Coverage) {
        for event in told {
            coverage.count(event.isAside ? "\(event.ending) aside" : event.ending)
            guard event.isSent else { continue }
            if event.data.channel != account.request.channel.rawValue { coverage.count("sent by the other channel") }
            if event.data.possibleDuplicate == true, account.taken > 1 { coverage.count("sent twice and told so") }
            if Set(account.grants.map(\.life)).count > 1 { coverage.count("sent after a takeover") }
        }
        if account.attempts.contains(where: \.isRescue) { coverage.count("sent again for its receipt") }
    }

    private func checkCopies(_ account: Account, _ told: [Told]) {
        let (job, asides) = (account.request.number, told.filter(\.isAside))
        let unreadable = asides.count { $0.data.reason == "invalid" }
        if unreadable != min(1, account.unreadable) {
            report(unreadable == 0 ? .lost : .twoEndings, "job \(job) was told \(unreadable) times as unreadable")
        }
        // Which of the two is the second one, the store decides.
        if account.changed > 0, account.accepted > 0, asides.count - unreadable != 1 {
            report(.lost, "job \(job) was asked for in two ways, and \(asides.count - unreadable) were refused for it")
        }
    }

    private func checkSending(_ account: Account, _ ending: Told) {
        let (job, rules) = (account.request.number, scenario.rules)
        let rescues = account.attempts.count { $0.isRescue && $0.tookAt != nil }
        let first = account.taken - rescues
        if first > 1, ending.data.possibleDuplicate != true {
            report(.twice, "job \(job) arrived \(first) times, and its outcome does not say so")
        }
        let most = rules.onUnknown(account.request.kind) == .drop ? 1 : 1 + rules.resends
        if first > most { report(.tooOften, "job \(job) arrived \(first) times, \(most) are allowed") }
        if rescues > 1 { report(.tooOften, "job \(job) was sent again \(rescues) times for its receipt") }
    }

    private func checkTruth(_ account: Account, _ ending: Told) {
        let (job, taken) = (account.request.number, account.taken)
        if ending.isSent, taken == 0 { report(.untrue, "job \(job) is told as sent, and nothing arrived") }
        if !ending.countsAsSent, taken > 0 {
            report(.untrue, "job \(job) is told as \(ending.ending), and it arrived \(taken) times")
        }
        if ending.data.possibleDuplicate == true, account.grants.count < 2 {
            report(.untrue, "job \(job) is told as a possible duplicate after one attempt")
        }
        if ending.data.reason == "unknown", account.grants.isEmpty {
            report(.untrue, "job \(job) is told as perhaps sent, and was never begun")
        }
    }

    private func checkReceipts(_ account: Account, _ told: [Told]) {
        let (job, names) = (account.request.number, Set(told.map(\.name)))
        if account.attempts.contains(where: \.isRescue), !names.contains("undelivered") {
            report(.rescue, "job \(job) was sent again, and nobody was told that it had not arrived")
        }
        if names.isSuperset(of: ["delivered", "undelivered"]) {
            report(.rescue, "job \(job) was told as delivered and as undelivered")
        }
        for isDelivered in account.receipts where !names.contains(isDelivered ? "delivered" : "undelivered") {
            report(.lost, "job \(job): a receipt was answered, and not told")
        }
    }

    /// The faults are over, so a job goes out by the first way at the first try.
    private func checkProbe(_ account: Account, _ ending: Told) {
        guard ending.isSent, ending.data.possibleDuplicate == false, account.taken == 1 else {
            return report(
                .unwell, "job \(account.request.number) was asked for when all was well again: \(ending.ending)")
        }
    }

    private func checkFairDay(_ account: Account, _ ending: Told) {
        let isExpected =
            switch ending.ending {
            case "sent", "rejected superseded", "rejected rate_limited": true
            // A gateway that takes one segment a second is too slow for some.
            case "failed exhausted": scenario.throttle != nil
            default: false
            }
        if !isExpected || account.taken != (ending.isSent ? 1 : 0) || ending.data.possibleDuplicate == true {
            report(
                .unwell,
                "nothing went wrong, and job \(account.request.number) ended as \(ending.ending), arrived \(account.taken) times"
            )
        }
    }
}
