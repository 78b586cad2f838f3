import Admission
import Jobs
import TestSupport
import Testing

struct OrderAndDelayTests {
    /// When a job was issued, in microseconds, and its sequence number.
    struct Issue: Sendable {
        let at: Int64
        let sequence: Int?

        var order: JobOrder {
            get throws {
                let content = JobContent.loginCode(Secret("1234"), sequence: sequence)
                return JobOrder(try Job.sample(issuedAt: noon + .microseconds(at), content: content))
            }
        }
    }

    private static let orders: [(Issue, Issue, Bool)] = [
        (Issue(at: 0, sequence: 1), Issue(at: 1, sequence: nil), true),
        (Issue(at: 0, sequence: 9), Issue(at: 1, sequence: 1), true),
        (Issue(at: 0, sequence: 1), Issue(at: 0, sequence: 2), true),
        (Issue(at: 0, sequence: nil), Issue(at: 0, sequence: 1), true),
        (Issue(at: 0, sequence: 2), Issue(at: 0, sequence: 1), false),
        (Issue(at: 0, sequence: 1), Issue(at: 0, sequence: 1), false),
        (Issue(at: 0, sequence: nil), Issue(at: 0, sequence: nil), false),
        (Issue(at: 1, sequence: 1), Issue(at: 0, sequence: 2), false),
    ]

    @Test("the later issued job is the newer one, then the higher sequence number", arguments: orders)
    func order(first: Issue, second: Issue, isBefore: Bool) throws {
        let (first, second) = (try first.order, try second.order)
        #expect((first < second) == isBefore)
    }

    @Test(
        "returns wait 1 s, 5 s, 15 s, and a minute from then on",
        arguments: [
            (1, RetryDelay.second), (2, .fiveSeconds), (3, .fifteenSeconds), (4, .minute), (5, .minute),
            (.max, .minute),
            (0, .second), (-1, .second), (.min, .second),
        ])
    func returns(count: Int, delay: RetryDelay) {
        #expect(RetryDelay(afterReturns: count) == delay)
    }

    @Test(
        "a copy that came back so often has waited so long",
        arguments: [(-1, 0), (0, 0), (1, 1), (2, 6), (3, 21), (4, 81), (5, 141), (1_000_000, 59_999_841)])
    func total(count: Int, seconds: Int) {
        #expect(RetryDelay.total(ofReturns: count) == .seconds(seconds))
    }

    @Test(
        "the delay for a wait is over before the wait is, but lasts a second at least",
        arguments: [
            (Duration.zero, RetryDelay.second), (.milliseconds(999), .second), (.seconds(1), .second),
            (.seconds(5) - .microseconds(1), .second), (.seconds(5), .fiveSeconds),
            (.milliseconds(14_999), .fiveSeconds),
            (.seconds(15), .fifteenSeconds), (.seconds(30), .fifteenSeconds), (.seconds(60), .minute),
            (.seconds(86_400), .minute), (.seconds(-5), .second),
        ])
    func within(wait: Duration, delay: RetryDelay) {
        #expect(RetryDelay(within: wait) == delay)
    }

    private func keys(_ job: Job) -> [Limit.Key: String] {
        let keys = CounterKeys(job, by: job.channel, hash: PlainHash())
        return Dictionary(
            uniqueKeysWithValues: Limit.Key.allCases.compactMap { key in keys.key(key).map { (key, $0) } })
    }

    @Test("an SMS counts for its number, its account, its region and its range of numbers")
    func sms() throws {
        let job = try Job.sample(phone: "06-12345678")
        let keys = keys(job)
        #expect(keys[.recipient] == "p:prefix +3161234/recipient +31612345678")
        #expect(keys[.account] == "a:account patient-1001")
        #expect(keys[.region] == "g:NL")
        #expect(keys[.prefix] == "p:prefix +3161234")
        #expect(keys[.all] == "all")
        #expect(CounterKeys(job, by: job.channel, hash: PlainHash()).block == "p:prefix +3161234/56")
        #expect(CounterKeys(job, by: job.channel, hash: PlainHash()).lastTwo == "78")
    }

    @Test("an e-mail counts for its address in any case, and for no region")
    func email() throws {
        let keys = keys(try Job.sample(email: "Jan.Jansen@Example.ORG", channel: .email))
        #expect(keys[.recipient] == "r:recipient jan.jansen@example.org")
        #expect(keys[.account] == "a:account patient-1001")
        #expect(keys[.all] == "all")
        #expect(keys[.region] == nil && keys[.prefix] == nil)
    }

    @Test("each kind of notice is counted apart from the others, and from codes and links")
    func notices() throws {
        let keys = keys(try Job.sample(content: .notice(.phoneChanged)))
        #expect(keys[.account] == "a:account patient-1001/phone_changed")
        #expect(keys[.recipient] == "p:prefix +3161234/recipient +31612345678/phone_changed")
        let code = JobContent.confirmPhoneCode(Secret("1234"), sequence: nil)
        #expect(try self.keys(Job.sample(content: code))[.account] == "a:account patient-1001")
    }

    @Test("copies of a job are told apart by their token, requests by their fingerprint")
    func identity() throws {
        func arrival(_ job: Job) -> Arrival { Arrival(job, hash: PlainHash(), receivedAt: noon, objection: nil) }
        let first = arrival(try Job.sample())
        let second = arrival(try Job.sample())
        #expect(first.token != second.token)
        #expect(first.token != 0)
        #expect(first.fingerprint == second.fingerprint)
        #expect(first.subject == second.subject)
        #expect(first.fingerprint != arrival(try Job.sample(account: "patient-1002")).fingerprint)
        for other in [
            try Job.sample(account: "patient-1002"), try Job.sample(purpose: "reset"),
            try Job.sample(content: .confirmPhoneCode(Secret("123456"), sequence: nil)),
        ] {
            #expect(first.subject != arrival(other).subject)
        }
    }
}
