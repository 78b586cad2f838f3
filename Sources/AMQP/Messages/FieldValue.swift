/// A value in AMQP headers and arguments (AMQP 0-9-1, 4.2.5.5, with RabbitMQ's corrections).
package enum FieldValue: Sendable, Equatable {
    case null
    case bool(Bool)
    /// Every width is read; 64 bits are written. Values over `Int64.max` are clamped.
    case integer(Int64)
    case double(Double)
    case string(String)
    case bytes([UInt8])
    /// Seconds since 1970.
    case timestamp(UInt64)
    case list([FieldValue])
    case table([String: FieldValue])
}

extension FieldValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension FieldValue {
    package var string: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// An upper bound in bytes on the wire, to know beforehand whether a header frame will hold it.
    var wireSize: Int {
        switch self {
        case .null: 1
        case .bool: 2
        case .integer, .double, .timestamp: 9
        case .string(let value): 5 + value.utf8.count
        case .bytes(let value): 5 + value.count
        case .list(let values): values.reduce(5) { $0 + $1.wireSize }
        case .table(let fields): fields.reduce(5) { $0 + 1 + $1.key.utf8.count + $1.value.wireSize }
        }
    }
}
