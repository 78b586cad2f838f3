import CRabbitMQ
import Glibc

@testable import AMQP

/// What a broker sends on an open connection, through librabbitmq, down to deliveries and their headers.
enum FramesTarget: FuzzTarget {
    static let name = "frames"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return }
        let broker = ends[1]
        defer { close(broker) }
        guard let session = try? Session(over: ends[0]) else { return }
        _ = send(broker, input.baseAddress, input.count, 0)
        var assembler = DeliveryAssembler(epoch: 7, bodyLimit: 256)
        // librabbitmq answers some frames itself; a broker that never reads is another test's concern.
        for _ in 0...input.count {
            guard case .some(.some(let frame)) = try? session.nextFrame(), !session.isBroken else { return }
            let content: DeliveryAssembler.Content?
            do throws(AMQPError) {
                content = try take(frame, &assembler)
            } catch {
                return
            }
            guard case .delivery(let delivery) = content else { continue }
            try check(delivery)
        }
    }

    private static func take(
        _ frame: Frame, _ assembler: inout DeliveryAssembler
    ) throws(AMQPError) -> DeliveryAssembler.Content? {
        switch frame {
        case .content(let head):
            try assembler.begin(head)
            return nil
        case .header(let size, let properties): return try assembler.header(size: size, properties: properties)
        case .body(let bytes): return try assembler.body(bytes)
        case .confirm, .consumerCancelled, .channelClosed, .connectionClosed, .blocked, .unblocked, .irrelevant:
            return nil
        }
    }

    private static func check(_ delivery: Delivery) throws(BrokenPromise) {
        let isWhole = delivery.isOversized ? delivery.body.isEmpty : UInt64(delivery.body.count) == delivery.size
        try refuse("a body of another size", if: !isWhole || delivery.body.count > 256)
        try refuse("a delivery of another connection", if: delivery.receipt.epoch != 7)
        // A copy goes to a delay queue with the headers it came with.
        var message = Message(exchange: "", routingKey: "", body: [])
        message.properties.headers = delivery.properties.headers
        guard message.partTooLong == nil else { return }
        try checkTable(message.properties.headers)
    }

    /// Fits in the room that was reckoned for it, and is read again as it was.
    private static func checkTable(_ headers: [String: FieldValue]) throws(BrokenPromise) {
        let arena = Arena()
        var table = arena.table(headers)
        var bytes = [UInt8](repeating: 0, count: FieldValue.table(headers).wireSize)
        var size = 0
        let status = bytes.withUnsafeMutableBytes { bytes in
            amqp_encode_table(amqp_bytes_t(len: bytes.count, bytes: bytes.baseAddress), &table, &size)
        }
        try refuse("headers larger than reckoned", if: status != AMQP_STATUS_OK.rawValue)
        var pool = amqp_pool_t()
        init_amqp_pool(&pool, 4_096)
        defer { empty_amqp_pool(&pool) }
        let again = bytes.withUnsafeMutableBytes { bytes in
            var (table, offset) = (amqp_table_t(), 0)
            guard amqp_decode_table(amqp_bytes_t(len: size, bytes: bytes.baseAddress), &pool, &table, &offset) == 0
            else { return [String: FieldValue]?.none }
            var reader = TableReader()
            return reader.read(table)
        }
        let isSame = again?.mapValues(\.comparable) == headers.mapValues(\.comparable)
        try refuse("headers that change on their way", if: !isSame)
    }
}

extension FieldValue {
    /// With a number that is none in a form that equals itself.
    fileprivate var comparable: FieldValue {
        switch self {
        case .double(let value) where value.isNaN: .null
        case .list(let values): .list(values.map(\.comparable))
        case .table(let fields): .table(fields.mapValues(\.comparable))
        case .null, .bool, .integer, .double, .string, .bytes, .timestamp: self
        }
    }
}
