import Testing

@testable import AMQP

struct DeliveryAssemblerTests {
    private static let head = DeliveryAssembler.Head.deliver(
        queue: "q", deliveryTag: 7, isRedelivered: true, exchange: "x", routingKey: "k")
    private static let returned = DeliveryAssembler.Head.return(
        code: 312, text: "NO_ROUTE", exchange: "x", routingKey: "k")

    private static func delivery(_ body: [UInt8], size: UInt64? = nil, isOversized: Bool = false) -> Delivery {
        Delivery(
            receipt: Receipt(epoch: 3, deliveryTag: 7), queue: "q", exchange: "x", routingKey: "k",
            isRedelivered: true, properties: Properties(messageID: "m"), body: body,
            size: size ?? UInt64(body.count), isOversized: isOversized)
    }

    /// Feeds a head, a header and bodies; only the last frame may complete the message.
    private func assemble(
        _ head: DeliveryAssembler.Head, size: UInt64, bodies: [[UInt8]]
    ) throws -> DeliveryAssembler.Content? {
        var assembler = DeliveryAssembler(epoch: 3, bodyLimit: 4)
        try assembler.begin(head)
        var content = try assembler.header(size: size, properties: Properties(messageID: "m"))
        for body in bodies {
            #expect(content == nil)
            content = try assembler.body(body)
        }
        return content
    }

    @Test(
        "frames become a delivery when the announced size is reached",
        arguments: [
            (0, [], delivery([])),
            (3, [[1, 2, 3]], delivery([1, 2, 3])),
            (4, [[1], [], [2, 3, 4]], delivery([1, 2, 3, 4])),
            (5, [[1, 2], [3, 4, 5]], delivery([], size: 5, isOversized: true)),
        ] as [(UInt64, [[UInt8]], Delivery)]
    )
    func completes(size: UInt64, bodies: [[UInt8]], delivery: Delivery) throws {
        #expect(try assemble(Self.head, size: size, bodies: bodies) == .delivery(delivery))
    }

    @Test("an enormous announced size reserves nothing and waits for its bytes")
    func enormous() throws {
        #expect(try assemble(Self.head, size: .max, bodies: [[1, 2, 3], [4]]) == nil)
    }

    @Test("a returned message is known by its address, and its body is not kept")
    func returns() throws {
        let address = ReturnedMessage.Address(exchange: "x", routingKey: "k", messageID: "m")
        let expected = ReturnedMessage(code: 312, text: "NO_ROUTE", address: address)
        #expect(try assemble(Self.returned, size: 2, bodies: [[1, 2]]) == .returned(expected))
    }

    @Test("messages follow one another")
    func sequence() throws {
        var assembler = DeliveryAssembler(epoch: 3, bodyLimit: 4)
        for body in [[1], [2]] as [[UInt8]] {
            try assembler.begin(Self.head)
            #expect(try assembler.header(size: 1, properties: Properties(messageID: "m")) == nil)
            #expect(try assembler.body(body) == .delivery(Self.delivery(body)))
        }
    }

    @Test("frames out of order are a protocol violation, not a crash")
    func disorder() throws {
        var idle = DeliveryAssembler(epoch: 0, bodyLimit: 4)
        #expect(throws: AMQPError.self) { try idle.header(size: 1, properties: Properties()) }
        #expect(throws: AMQPError.self) { try idle.body([1]) }

        var announced = idle
        try announced.begin(Self.head)
        #expect(throws: AMQPError.self) { try announced.begin(Self.head) }
        #expect(throws: AMQPError.self) { try announced.body([1]) }

        var collecting = announced
        _ = try collecting.header(size: 2, properties: Properties())
        #expect(throws: AMQPError.self) { try collecting.begin(Self.head) }
        #expect(throws: AMQPError.self) { try collecting.header(size: 2, properties: Properties()) }
        #expect(throws: AMQPError.self) { try collecting.body([1, 2, 3]) }
    }

    @Test("a delivery and a message print their size and place, never their content")
    func unprintable() {
        let delivery = Self.delivery([52, 50])
        let message = Message(
            exchange: "x", routingKey: "k", body: [52, 50], properties: Properties(headers: ["code": "4250"]))
        var dumped = ""
        dump(delivery, to: &dumped)
        dump(message, to: &dumped)
        #expect("\(delivery)" == "q#7, 2 bytes")
        #expect("\(message)" == "x/k, 2 bytes")
        #expect(!dumped.contains("52") && !dumped.contains("4250"))
    }
}
