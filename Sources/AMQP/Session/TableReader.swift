import CRabbitMQ

/// Copies header tables out of librabbitmq's memory. They are a stranger's: what is nested deeper than 8, and what
/// comes after 64 values in all, is left out and flagged.
struct TableReader {
    private static let maximumDepth = 8

    private var valuesLeft = 64
    private(set) var isTruncated = false

    mutating func read(_ table: amqp_table_t) -> [String: FieldValue] {
        fields(of: table, depth: 1)
    }

    private mutating func fields(of table: amqp_table_t, depth: Int) -> [String: FieldValue] {
        var fields: [String: FieldValue] = [:]
        for entry in UnsafeBufferPointer(start: table.entries, count: Int(table.num_entries)) {
            guard let value = value(entry.value, depth: depth) else { continue }
            fields[String(copying: entry.key)] = value
        }
        return fields
    }

    private mutating func elements(of array: amqp_array_t, depth: Int) -> [FieldValue] {
        var elements: [FieldValue] = []
        for entry in UnsafeBufferPointer(start: array.entries, count: Int(array.num_entries)) {
            guard let value = value(entry, depth: depth) else { continue }
            elements.append(value)
        }
        return elements
    }

    /// Nil where the limits are reached.
    private mutating func value(_ field: amqp_field_value_t, depth: Int) -> FieldValue? {
        guard valuesLeft > 0, depth <= Self.maximumDepth else {
            isTruncated = true
            return nil
        }
        valuesLeft -= 1
        return switch UInt32(field.kind) {
        case AMQP_FIELD_KIND_BOOLEAN.rawValue: .bool(field.value.boolean != 0)
        case AMQP_FIELD_KIND_I8.rawValue: .integer(Int64(field.value.i8))
        case AMQP_FIELD_KIND_U8.rawValue: .integer(Int64(field.value.u8))
        case AMQP_FIELD_KIND_I16.rawValue: .integer(Int64(field.value.i16))
        case AMQP_FIELD_KIND_U16.rawValue: .integer(Int64(field.value.u16))
        case AMQP_FIELD_KIND_I32.rawValue: .integer(Int64(field.value.i32))
        case AMQP_FIELD_KIND_U32.rawValue: .integer(Int64(field.value.u32))
        case AMQP_FIELD_KIND_I64.rawValue: .integer(field.value.i64)
        case AMQP_FIELD_KIND_U64.rawValue: .integer(Int64(clamping: field.value.u64))
        case AMQP_FIELD_KIND_F32.rawValue: .double(Double(field.value.f32))
        case AMQP_FIELD_KIND_F64.rawValue: .double(field.value.f64)
        case AMQP_FIELD_KIND_UTF8.rawValue: .string(String(copying: field.value.bytes))
        case AMQP_FIELD_KIND_BYTES.rawValue: .bytes([UInt8](copying: field.value.bytes))
        case AMQP_FIELD_KIND_TIMESTAMP.rawValue: .timestamp(field.value.u64)
        case AMQP_FIELD_KIND_ARRAY.rawValue: .list(elements(of: field.value.array, depth: depth + 1))
        case AMQP_FIELD_KIND_TABLE.rawValue: .table(fields(of: field.value.table, depth: depth + 1))
        default: .null  // void, and decimals, which nobody sends
        }
    }
}
