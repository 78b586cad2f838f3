/// What we publish: always persistent, and always `mandatory`, so that a message without a queue comes back.
package struct Message: Sendable, Discreet {
    package var exchange: String
    package var routingKey: String
    package var body: [UInt8]
    package var properties: Properties

    package init(exchange: String, routingKey: String, body: [UInt8], properties: Properties = Properties()) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.body = body
        self.properties = properties
    }

    package var description: String { "\(exchange)/\(routingKey), \(body.count) bytes" }

    /// The name of a part that does not fit its place on the wire; librabbitmq would stop halfway through the message.
    var partTooLong: String? {
        let shortStrings = [
            ("exchange", exchange), ("routing key", routingKey),
            ("content type", properties.contentType), ("message id", properties.messageID),
            ("correlation id", properties.correlationID), ("reply to", properties.replyTo),
            ("expiration", properties.expiration),
        ]
        for (name, text) in shortStrings where (text?.utf8.count ?? 0) > 255 { return name }
        for name in properties.headers.keys where name.utf8.count > 255 { return "header name" }
        return FieldValue.table(properties.headers).wireSize > 60_000 ? "headers" : nil
    }
}
