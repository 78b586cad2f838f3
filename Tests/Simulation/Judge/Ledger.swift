import Admission
import Jobs
import TestSupport

/// Writes down what became of every job on its way, as it could be seen from outside, and judges it.
final class Ledger {
    private(set) var violations: [Violation] = []
    /// By the job's number.
    private(set) var accounts: [Int: Account] = [:]
    /// In the order in which they were expected.
    private var numbers: [Int] = []
    private var numbersOfSubjects: [String: [Int]] = [:]
    let scenario: Scenario
    /// The store's clock was set: leases and limits that run by it mean nothing then.
    var hasStoreJumped = false
    /// Some clock was set: true time is no measure then.
    var hasAnyClockJumped = false
    private var storeSteps = 0

    init(_ scenario: Scenario) {
        self.scenario = scenario
    }

    var all: some Sequence<Account> { numbers.lazy.compactMap { self.accounts[$0] } }

    /// All jobs that may replace it or be replaced by it, with itself.
    private func family(of account: Account) -> some Sequence<Account> {
        numbersOfSubjects[account.request.subject, default: []].lazy.compactMap { self.accounts[$0] }
    }

    func report(_ rule: Violation.Rule, _ text: String) {
        violations.append(Violation(rule: rule, text: text))
    }

    func expect(_ request: Request) {
        accounts[request.number] = Account(request)
        numbers.append(request.number)
        numbersOfSubjects[request.subject, default: []].append(request.number)
    }

    func change(_ job: Int, _ body: (inout Account) -> Void) {
        guard var account = accounts.removeValue(forKey: job) else { return }
        body(&account)
        accounts[job] = account
    }

    // MARK: The store

    func counts(_ job: Int, by channel: Channel, at storeTime: Timestamp) {
        change(job) { account in
            for key in account.request.limitKeys(channel) where !account.counted.contains(where: { $0.key == key }) {
                account.counted.append((key, storeTime.microseconds))
            }
        }
    }

    func admitted(_ job: Int, at storeTime: Timestamp) {
        storeSteps += 1
        change(job) { $0.admitted = storeSteps }
        if let request = accounts[job]?.request { counts(job, by: request.channel, at: storeTime) }
    }

    func granted(_ job: Int, to life: Int, isRescue: Bool, at now: Int64) {
        storeSteps += 1
        change(job) { $0.grants.append(.init(order: storeSteps, life: life, at: now, isRescue: isRescue)) }
    }

    // MARK: The wire

    /// - Parameter life: of the worker.
    /// - Parameter remaining: of the job, as the worker's clock has it.
    /// - Returns: the number of the attempt.
    func begins(
        _ job: Int, by life: Int, code: String?, remaining: Duration, timeout: Int64, at now: Int64
    ) -> Int {
        guard let account = accounts[job] else { return 0 }
        let least = scenario.rules.life.minimumRemaining
        if remaining < least { report(.late, "job \(job) begins with \(remaining) left, less than \(least)") }
        if let code, let first = account.attempts.lazy.compactMap(\.code).first, first != code {
            report(.untrue, "job \(job) is sent with two contents")
        }
        let grant = account.grants.last { $0.life == life }
        checkPermission(account, grant, at: now)
        checkWire(account, at: now)
        let attempt = Account.Attempt(
            life: life, isRescue: grant?.isRescue ?? false, code: code, deadline: now + timeout)
        change(job) { $0.attempts.append(attempt) }
        return account.attempts.count
    }

    func took(_ job: Int, _ attempt: Int, at now: Int64) {
        change(job) { $0.attempts[attempt].tookAt = now }
        guard let account = accounts[job] else { return }
        if !hasAnyClockJumped, noon + .microseconds(now) >= account.request.expiresAt {
            report(.late, "job \(job) arrives after its life")
        }
    }

    func left(_ job: Int, _ attempt: Int) {
        change(job) { $0.attempts[attempt].hasLeft = true }
    }

    private func checkPermission(_ account: Account, _ grant: Account.Grant?, at now: Int64) {
        let job = account.request.number
        guard let grant else { return report(.unpermitted, "job \(job) begins without the store's word") }
        if now - grant.at > scenario.rules.lease.wholeMicroseconds {
            report(.unpermitted, "job \(job) begins after its lease")
        }
        guard !hasStoreJumped else { return }
        for other in family(of: account) where other.request.isNewer(than: account.request) {
            if let admitted = other.admitted, admitted < grant.order {
                report(.unpermitted, "job \(job) begins although job \(other.request.number) was admitted before")
            }
        }
    }

    private func checkWire(_ account: Account, at now: Int64) {
        guard !hasStoreJumped else { return }
        for other in family(of: account) where other.attempts.contains(where: { $0.isOnWire(at: now) }) {
            report(.crossed, "job \(account.request.number) begins while job \(other.request.number) is on the wire")
        }
    }

    // MARK: Outcomes

    func told(_ event: OutcomeEvent) {
        guard let job = Request.number(event.id), accounts[job] != nil else {
            return report(.untrue, "\(event.id) is of no job")
        }
        if let first = accounts[job]?.events[event.id], first != event.body {
            report(.twoContents, "\(event.id) was told with two contents")
        }
        change(job) { $0.events[event.id] = event.body }
    }
}

extension Ledger {
    /// Two returns make a suspect of it, and three more speak against it.
    func setAside(_ job: Int) {
        if let account = accounts[job], account.takenBack < 5 {
            report(.lost, "job \(job) was set aside after \(account.takenBack) returns")
        }
        change(job) { $0.isSetAside = true }
    }
}

extension Request {
    func isNewer(than other: Request) -> Bool {
        subject == other.subject && issuedAt > other.issuedAt
    }

    /// What the limits of a message by this channel count together, as the ledger calls it.
    func limitKeys(_ channel: Channel) -> [String] {
        let apart = family == .notice ? " notice" : ""
        return ["account \(account)\(apart)", "recipient \(channel.rawValue) \(account)\(apart)", "all\(apart)"]
            + (channel == .sms ? ["prefix\(apart)"] : [])
    }
}
