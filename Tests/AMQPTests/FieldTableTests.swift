import Testing

@testable import AMQP

struct FieldTableTests {
    private let arena = Arena()

    private func nested(_ depth: Int) -> FieldValue {
        (0..<depth).reduce(.string("core")) { inner, _ in .list([inner]) }
    }

    @Test("every kind of value survives librabbitmq's tables")
    func roundTrip() {
        let fields: [String: FieldValue] = [
            "null": .null, "yes": true, "no": false, "small": -7, "large": .integer(.min), "half": .double(0.5),
            "text": "grüße", "empty": "", "bytes": .bytes([0, 255]), "when": .timestamp(1_766_000_000),
            "list": .list([1, "a", .list([])]), "table": .table(["inner": .table([:])]),
        ]
        var reader = TableReader()
        #expect(reader.read(arena.table(fields)) == fields)
        #expect(!reader.isTruncated)
    }

    @Test(
        "what is nested deeper than eight is left out and flagged",
        arguments: [(7, false), (8, true), (1_000, true)]
    )
    func depth(levels: Int, isTruncated: Bool) {
        var reader = TableReader()
        let fields = reader.read(arena.table(["deep": nested(levels), "flat": 1]))
        #expect(reader.isTruncated == isTruncated)
        #expect(fields["flat"] == 1)
        #expect((fields["deep"] == nested(levels)) == !isTruncated)
    }

    @Test("after sixty-four values the rest is left out and flagged", arguments: [(64, false), (65, true)])
    func count(values: Int, isTruncated: Bool) {
        let fields = Dictionary(uniqueKeysWithValues: (0..<values).map { ("\($0)", FieldValue.null) })
        var reader = TableReader()
        #expect(reader.read(arena.table(fields)).count == 64)
        #expect(reader.isTruncated == isTruncated)
    }

    @Test("values inside lists and tables count too")
    func countsNested() {
        let list = FieldValue.list(Array(repeating: .list([.null]), count: 40))
        var reader = TableReader()
        #expect(reader.read(arena.table(["list": list])) != ["list": list])
        #expect(reader.isTruncated)
    }

    @Test(
        "a part that does not fit on the wire is named before anything is written",
        arguments: [
            (Message(exchange: "", routingKey: long(255), body: []), nil),
            (Message(exchange: "", routingKey: long(256), body: []), "routing key"),
            (Message(exchange: long(256), routingKey: "", body: []), "exchange"),
            (
                Message(exchange: "", routingKey: "", body: [], properties: Properties(messageID: long(256))),
                "message id"
            ),
            (Message(exchange: "", routingKey: "", body: [], properties: Properties(replyTo: long(256))), "reply to"),
            (
                Message(exchange: "", routingKey: "", body: [], properties: Properties(headers: [long(256): 1])),
                "header name"
            ),
            (
                Message(
                    exchange: "", routingKey: "", body: [],
                    properties: Properties(headers: ["h": .list([.string(long(60_000))])])), "headers"
            ),
        ] as [(Message, String?)]
    )
    func tooLong(message: Message, part: String?) {
        #expect(message.partTooLong == part)
    }

    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }
}
