import AMQP
import Jobs
import TestSupport
import Testing
import Worker

@testable import codebode

/// W3C Trace Context's own example.
private let sampleTrace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

@Suite("A delivery as the worker sees it")
struct AMQPJobSourceTests {
    private func job(
        queue: String = "codebode.send_code", body: [UInt8] = [1, 2], size: UInt64 = 2, isOversized: Bool = false,
        properties: Properties = Properties()
    ) -> JobDelivery? {
        let delivery = Delivery(
            receipt: Receipt(epoch: 3, deliveryTag: 5), queue: queue, exchange: "codebode.jobs",
            routingKey: "whatever", properties: properties, body: body, size: size, isOversized: isOversized)
        return if case .job(let job) = InboundDelivery(delivery, hash: PlainHash()) { job } else { nil }
    }

    @Test("keeps what the job needs")
    func kept() throws {
        let properties = Properties(
            contentType: "application/json", messageID: "m", correlationID: "c", replyTo: "r",
            headers: ["codebode-attempt": 2])
        let job = try #require(self.job(properties: properties))
        #expect(job.receipt == DeliveryReceipt(epoch: 3, tag: 5))
        #expect(job.kind == .sendCode)
        #expect(job.body == [1, 2])
        #expect(job.size == 2)
        #expect(job.contentType == "application/json")
        #expect(job.messageID == "m")
        #expect(job.correlationID == "c")
        #expect(job.replyTo == "r")
        #expect(job.returns == 2)
    }

    @Test("is of the kind of its queue, whatever its routing key", arguments: JobKind.allCases)
    func kind(kind: JobKind) {
        #expect(job(queue: CodebodeTopology.queue(kind))?.kind == kind)
    }

    @Test(
        "is remembered if it bears a worker's mark for this very body, and only then",
        arguments: [
            (nil, false), (FieldValue.string(RememberedMark.text(for: [1, 2], hash: PlainHash())), true),
            (.string(RememberedMark.text(for: [1, 3], hash: PlainHash())), false),
            (.string(RememberedMark.text(for: [1, 2], hash: HashKey([7]))), false), (.bool(true), false),
            (.string("true"), false), (.integer(1), false), (.null, false),
        ])
    func remembered(header: FieldValue?, isRemembered: Bool) {
        let headers = header.map { ["codebode-remembered": $0] } ?? [:]
        #expect(job(properties: Properties(headers: headers))?.isRemembered == isRemembered)
    }

    @Test("is a signal if it comes from the signals' queue, whatever its routing key")
    func signal() throws {
        let delivery = Delivery(
            receipt: Receipt(epoch: 3, deliveryTag: 5), queue: "codebode.signals", exchange: "codebode.jobs",
            routingKey: "send_code",
            properties: Properties(contentType: "application/json", messageID: "m", headers: ["codebode-attempt": 2]),
            body: [1, 2], size: 2)
        guard case .signal(let signal) = InboundDelivery(delivery, hash: PlainHash()) else {
            Issue.record("this is no signal")
            return
        }
        #expect(signal.receipt == DeliveryReceipt(epoch: 3, tag: 5))
        #expect(signal.body == [1, 2])
        #expect(signal.size == 2)
        #expect(signal.contentType == "application/json")
        #expect(signal.messageID == "m")
        #expect(signal.returns == 2)
    }

    @Test("from another queue is none of ours")
    func otherQueue() {
        #expect(job(queue: "codebode.retry.1s") == nil)
    }

    @Test(
        "has come back as often as its header can be believed to say",
        arguments: [
            (nil, 0), (FieldValue.integer(3), 3), (.integer(-1), 0), (.integer(.min), 0), (.integer(.max), 1_000_000),
            (.string("3"), 0), (.null, 0), (.bool(true), 0), (.double(3), 0),
        ])
    func returns(header: FieldValue?, returns: Int) {
        let headers = header.map { [AMQPJobSource.returnsHeader: $0] } ?? [:]
        #expect(job(properties: Properties(headers: headers))?.returns == returns)
    }

    @Test(
        "was taken back by the broker as often as that can be believed to say; newer ones say nothing the first time",
        arguments: [(nil, 0), (FieldValue.integer(0), 0), (.integer(3), 3), (.integer(-1), 0), (.string("3"), 0)])
    func redeliveries(header: FieldValue?, redeliveries: Int) {
        let headers = header.map { ["x-delivery-count": $0] } ?? [:]
        #expect(job(properties: Properties(headers: headers))?.redeliveries == redeliveries)
    }

    @Test(
        "has the publisher's trace, in either of the types that libraries write a text in",
        arguments: [
            FieldValue.string(sampleTrace), .bytes(Array(sampleTrace.utf8)), .string("nonsense"), .bytes([0xFF]),
            .integer(7), .null,
        ])
    func trace(header: FieldValue) {
        let isGood = [.string(sampleTrace), .bytes(Array(sampleTrace.utf8))].contains(header)
        let job = job(properties: Properties(headers: ["traceparent": header]))
        #expect(job?.trace?.text == (isGood ? sampleTrace : nil))
        #expect(job?.isTraceMalformed == !isGood)
    }

    @Test("without a trace has none, and nothing is wrong with it")
    func noTrace() {
        #expect(job()?.trace == nil)
        #expect(job()?.isTraceMalformed == false)
    }

    @Test("has the size of what was sent, also when that was dropped")
    func oversized() {
        let dropped = job(body: [], size: 20_000, isOversized: true)
        #expect(dropped?.size == 20_000)
        #expect(dropped?.body == [])
        #expect(job(body: [], size: .max, isOversized: true)?.size == Int.max)
    }
}
