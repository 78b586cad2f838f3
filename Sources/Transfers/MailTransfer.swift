/// One message to one recipient, ready for the wire.
package struct MailTransfer: Sendable, Unprintable {
    package var relay: MailRelay
    /// The envelope's sender; empty for none.
    package var sender: String
    package var recipient: String
    /// RFC 5322, every line ended by CRLF. libcurl doubles leading dots.
    package var message: [UInt8]
    package var connectTimeout: Duration = .seconds(10)
    /// For everything, from waiting for a free session to the reply after the message.
    package var timeout: Duration = .seconds(60)

    package init(relay: MailRelay, sender: String, recipient: String, message: [UInt8]) {
        self.relay = relay
        self.sender = sender
        self.recipient = recipient
        self.message = message
    }
}

extension MailTransfer {
    /// libcurl checks none of this: a crafted address adds a recipient, a bare line feed before a dot ends the message.
    var flaw: TransferFailure? {
        guard timeout > .zero, connectTimeout > .zero else { return .outOfTime }
        guard sender.isEmpty || Self.isAddress(sender) else { return .unfit("the sender's address") }
        guard Self.isAddress(recipient) else { return .unfit("the recipient's address") }
        guard !message.isEmpty, Self.hasProperLines(message) else { return .unfit("the message") }
        return relay.flaw
    }

    private static func isAddress(_ address: String) -> Bool {
        !address.isEmpty
            && address.utf8.allSatisfy {
                (0x21..<0x7F).contains($0) && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">")
            }
    }

    /// No CR without LF and no LF without CR, or one relay's message becomes the next one's commands.
    private static func hasProperLines(_ message: [UInt8]) -> Bool {
        guard message.first != 0x0A, message.last != 0x0D else { return false }
        // So written that the compiler looks at many bytes at once, which costs a tenth.
        return message.withUnsafeBufferPointer { bytes in
            var broken: UInt8 = 0
            var index = 1
            while index < bytes.count {
                broken |= (bytes[index &- 1] == 0x0D ? 1 : 0) ^ (bytes[index] == 0x0A ? 1 : 0)
                index &+= 1
            }
            return broken == 0
        }
    }
}
