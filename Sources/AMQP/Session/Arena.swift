import CRabbitMQ

/// Memory for the strings and tables of one call into librabbitmq.
final class Arena {
    private var pool = amqp_pool_t()

    init() {
        init_amqp_pool(&pool, 4096)
    }

    deinit {
        empty_amqp_pool(&pool)
    }

    /// Everything handed out before is invalid from here on.
    func recycle() {
        recycle_amqp_pool(&pool)
    }

    func bytes(_ string: String) -> amqp_bytes_t {
        var string = string
        return string.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
    }

    func bytes(_ array: [UInt8]) -> amqp_bytes_t {
        array.withUnsafeBytes(copy)
    }

    func table(_ fields: [String: FieldValue]) -> amqp_table_t {
        guard let entries = allocate(amqp_table_entry_t.self, count: fields.count) else { return amqp_table_t() }
        for (index, field) in fields.enumerated() {
            let entry = amqp_table_entry_t(key: bytes(field.key), value: value(field.value))
            (entries + index).initialize(to: entry)
        }
        return amqp_table_t(num_entries: Int32(fields.count), entries: entries)
    }

    private func array(_ values: [FieldValue]) -> amqp_array_t {
        guard let entries = allocate(amqp_field_value_t.self, count: values.count) else { return amqp_array_t() }
        for (index, element) in values.enumerated() {
            (entries + index).initialize(to: value(element))
        }
        return amqp_array_t(num_entries: Int32(values.count), entries: entries)
    }

    private func value(_ field: FieldValue) -> amqp_field_value_t {
        var result = amqp_field_value_t()
        let kind: amqp_field_value_kind_t
        switch field {
        case .null:
            kind = AMQP_FIELD_KIND_VOID
        case .bool(let value):
            kind = AMQP_FIELD_KIND_BOOLEAN
            result.value.boolean = value ? 1 : 0
        case .integer(let value):
            kind = AMQP_FIELD_KIND_I64
            result.value.i64 = value
        case .double(let value):
            kind = AMQP_FIELD_KIND_F64
            result.value.f64 = value
        case .string(let value):
            kind = AMQP_FIELD_KIND_UTF8
            result.value.bytes = bytes(value)
        case .bytes(let value):
            kind = AMQP_FIELD_KIND_BYTES
            result.value.bytes = bytes(value)
        case .timestamp(let value):
            kind = AMQP_FIELD_KIND_TIMESTAMP
            result.value.u64 = value
        case .list(let values):
            kind = AMQP_FIELD_KIND_ARRAY
            result.value.array = array(values)
        case .table(let fields):
            kind = AMQP_FIELD_KIND_TABLE
            result.value.table = table(fields)
        }
        result.kind = UInt8(truncatingIfNeeded: kind.rawValue)
        return result
    }

    private func copy(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t {
        var result = amqp_bytes_t()
        amqp_pool_alloc_bytes(&pool, source.count, &result)
        guard let target = result.bytes else { return amqp_bytes_t() }
        target.copyMemory(from: source.baseAddress ?? UnsafeRawPointer(target), byteCount: source.count)
        return result
    }

    private func allocate<Element>(_ type: Element.Type, count: Int) -> UnsafeMutablePointer<Element>? {
        amqp_pool_alloc(&pool, count * MemoryLayout<Element>.stride)?.bindMemory(to: type, capacity: count)
    }
}
