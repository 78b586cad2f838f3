import Admission
import Jobs
import TestSupport
import Testing

/// What becomes of a gateway's word about a message.
struct ReceiptTests {
    private typealias Bench = StepBench

    private let byID = MessageTag(gateway: "acme", text: "m-1")
    private let byReference = MessageTag(gateway: "acme", text: "job-0001")
    private let steps = JobSteps(rules: .sample())

    /// A job that `acme` has taken.
    private func sent() throws -> Bench {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        let acceptance = Acceptance(
            channel: .sms, provider: "acme", providerMessageID: "m-1", segments: 1, tags: [byID, byReference])
        _ = try bench.conclude(mine, .accepted(acceptance))
        return bench
    }

    private func hear(
        _ tags: [MessageTag], isDelivered: Bool = true, in bench: inout Bench, at now: Timestamp = noon
    ) throws -> Hearing {
        try steps.hear(tags, isDelivered: isDelivered, in: &bench.store, at: now)
    }

    @Test("is told by either of the message's names, with what the job's ending said of it", arguments: [true, false])
    func told(isDelivered: Bool) throws {
        let name = isDelivered ? "delivered" : "undelivered"
        for tag in [byID, byReference] {
            var bench = try sent()
            guard case .tell(let event) = try hear([tag], isDelivered: isDelivered, in: &bench) else {
                Issue.record("nothing to tell")
                continue
            }
            #expect(event.id == "job-0001.\(name)")
            #expect(event.routingKey == "send_code.\(name)")
            #expect(
                String(decoding: event.body, as: UTF8.self) == """
                    {"specversion":"1.0","id":"job-0001.\(name)","source":"codebode","type":"codebode.\(name)",\
                    "subject":"job-0001","time":"2026-11-22T12:00:00.000Z","datacontenttype":"application/json",\
                    "data":{"job":"job-0001","account":"patient-1001","kind":"send_code","purpose":"login",\
                    "channel":"sms","provider":"acme","provider_message_id":"m-1"}}
                    """)
        }
    }

    @Test("that comes again is the same event, whenever it comes")
    func again() throws {
        var bench = try sent()
        let first = try hear([byID], in: &bench)
        #expect(try hear([byID], in: &bench, at: noon + .seconds(3_600)) == first)
    }

    @Test("that contradicts an earlier one changes nothing")
    func contradiction() throws {
        var bench = try sent()
        let first = try hear([byID], isDelivered: false, in: &bench)
        #expect(try hear([byID], isDelivered: true, in: &bench) == .settled)
        #expect(try hear([byID], isDelivered: false, in: &bench) == first)
    }

    @Test("of a message that nobody knows is of no use, nor is one of another gateway")
    func unknown() throws {
        var bench = try sent()
        #expect(try hear([MessageTag(gateway: "acme", text: "m-2")], in: &bench) == .unknown)
        #expect(try hear([MessageTag(gateway: "other", text: "m-1")], in: &bench) == .unknown)
        #expect(try hear([], in: &bench) == .unknown)
    }

    @Test("that is sooner than the answer to the sending is to be told again")
    func early() throws {
        var bench = Bench()
        let mine = Bench.arrival(try Job.sample())
        try bench.start(mine)
        #expect(try hear([byReference], in: &bench) == .early)
        _ = try bench.conclude(mine, .refused(provider: "acme"))
        #expect(try hear([byReference], in: &bench) == .unknown)
    }

    @Test("a repeat of the job is answered with its ending all the same")
    func repeated() throws {
        var bench = try sent()
        let ending = try required(bench.event(Bench.arrival(try Job.sample())))
        _ = try hear([byID], isDelivered: false, in: &bench)
        #expect(try bench.judge(Bench.arrival(try Job.sample(), token: 9)) == .repeated(ending))
    }
}
