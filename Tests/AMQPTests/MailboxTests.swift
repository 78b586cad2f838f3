import Testing

@testable import AMQP

@Suite(.timeLimit(.minutes(1)))
struct MailboxTests {
    private let mailbox = Mailbox()

    private func deliveries(_ tags: ClosedRange<UInt64>) -> [Delivery] {
        tags.map {
            Delivery(
                receipt: Receipt(epoch: 1, deliveryTag: $0), queue: "q", exchange: "", routingKey: "q", body: [],
                size: 0)
        }
    }

    @Test("the reader takes all there is at once")
    func batches() async {
        mailbox.put(deliveries(1...2))
        mailbox.put(deliveries(3...4))
        #expect(await mailbox.next() == deliveries(1...4))
    }

    @Test("a reader who waits gets the next batch")
    func waits() async {
        async let batch = mailbox.next()
        await Task.yield()
        mailbox.put([])
        mailbox.put(deliveries(1...1))
        #expect(await batch == deliveries(1...1))
    }

    @Test("what nobody took can be taken back, and the reader does not see it")
    func takesBack() async {
        mailbox.put(deliveries(1...2))
        #expect(mailbox.takeBack() == deliveries(1...2))
        mailbox.put(deliveries(3...3))
        #expect(mailbox.finish() == deliveries(3...3))
        #expect(await mailbox.next() == nil)
    }

    @Test("the end reaches a reader who waits, and one who comes later")
    func ends() async {
        async let batch = mailbox.next()
        await Task.yield()
        #expect(mailbox.finish().isEmpty)
        #expect(await batch == nil)
        #expect(await mailbox.next() == nil)
    }

    @Test("a cancelled reader stops waiting, whether it was cancelled before or while")
    func cancelled() async {
        let reading = Task { await mailbox.next() }
        reading.cancel()
        #expect(await reading.value == nil)
        let waiting = Task { await mailbox.next() }
        await Task.yield()
        waiting.cancel()
        #expect(await waiting.value == nil)
    }
}
