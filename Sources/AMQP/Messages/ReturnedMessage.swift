/// A message of ours that no queue takes (basic.return).
package struct ReturnedMessage: Equatable {
    /// All that a return can be recognised by.
    package struct Address: Equatable {
        let exchange: String
        let routingKey: String
        let messageID: String?
    }

    let code: UInt16
    let text: String
    let address: Address
}

extension ReturnedMessage.Address {
    init(_ message: Message) {
        exchange = message.exchange
        routingKey = message.routingKey
        messageID = message.properties.messageID
    }
}
