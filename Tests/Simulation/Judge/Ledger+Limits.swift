import Admission
import Jobs
import TestSupport

extension Ledger {
    /// The jobs that were or may have been sent, counted once more: each limit must have had room for them, one by one.
    ///
    /// One may be too early by less than what one job uses up: where several unsent jobs of one key overlap, they give a
    /// little more back than they took (docs/simulation.md).
    func checkLimits() {
        for limit in scenario.rules.limits {
            for (key, moments) in sentMoments(limit.key).sorted(by: { $0.key < $1.key }) {
                let interval = limit.window.wholeMicroseconds / Int64(limit.count)
                var full: Int64 = 0
                for moment in moments.sorted() {
                    full = max(full, moment) + interval
                    let early = full - moment - interval * Int64(limit.count)
                    if early >= interval {
                        report(.overLimit, "\(limit.name) let one through \(early / 1_000) ms too early for \(key)")
                        break
                    }
                }
            }
        }
    }

    /// An account's allowance is used by the jobs of it that were or may have been sent, and by no others.
    ///
    /// What a job that was set aside took is settled when somebody sends it on; nobody does here.
    ///
    /// - Parameter stored: what the limit has in the store for an account; `isNotice` tells notices from codes.
    func checkAllowances(_ stored: (_ account: Int, _ isNotice: Bool) -> Int64?) {
        guard !hasStoreJumped, let limit = scenario.rules.limits.first(where: { $0.key == .account }) else { return }
        let interval = limit.window.wholeMicroseconds / Int64(limit.count)
        let sent = sentMoments(.account)
        let names = Set(all.map(AccountName.init))
        let unsettled = Set(all.filter(\.isSetAside).map(AccountName.init))
        for name in names.subtracting(unsettled).sorted() {
            let used = sent[name.key]?.count ?? 0
            let left = (stored(name.number, name.isNotice) ?? noon.microseconds) - noon.microseconds
            if Int((Double(left) / Double(interval)).rounded()) != used {
                report(.allowance, "\(used) jobs of \(name.key) were sent, and the limit says \(left)/\(interval)")
            }
        }
    }

    private struct AccountName: Hashable, Comparable {
        let number: Int
        let isNotice: Bool

        init(_ account: Account) {
            number = account.request.account
            isNotice = account.request.isNotice
        }

        var key: String { "account \(number)\(isNotice ? " notice" : "")" }

        static func < (left: AccountName, right: AccountName) -> Bool { left.key < right.key }
    }

    /// By what counts together.
    private func sentMoments(_ kind: Limit.Key) -> [String: [Int64]] {
        var moments: [String: [Int64]] = [:]
        for account in all {
            guard account.countsAsSent else { continue }
            for (key, at) in account.counted where key.hasPrefix(kind.rawValue) { moments[key, default: []].append(at) }
        }
        return moments
    }
}

extension Request {
    var isNotice: Bool { family == .notice }
}
