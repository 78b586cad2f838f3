import CRabbitMQ

extension Session {
    /// As `RabbitMQ 3.10.8`, in the broker's own words.
    var server: String? {
        guard let table = amqp_get_server_properties(state)?.pointee else { return nil }
        var reader = TableReader()
        let properties = reader.read(table)
        let words = ["product", "version"].compactMap { name -> String? in
            guard case .string(let text)? = properties[name] else { return nil }
            return String(text.unicodeScalars.filter { ("!"..."~").contains($0) }.prefix(40).map(Character.init))
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
