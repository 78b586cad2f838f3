import Jobs

/// ## Configuration keys
/// - `sms.gateways`: in order of preference; each is `gateways/NAME.yaml` beside the configuration file.
/// - `sms.sender`: at most 11 letters and digits, or a number.
/// - `gateways.NAME.url`: another base address.
/// - `gateways.NAME.SECRET` (secret): the credentials that the gateway's file asks for.
struct SMSSettings: Sendable {
    struct Gateway: Sendable {
        let name: String
        let url: String?
        let credentials: [String: Secret]
    }

    let gateways: [Gateway]
    let sender: String

    init(from reader: inout SettingsReader) {
        sender = reader.text("sms.sender") ?? "Caren"
        let isNumber =
            sender.hasPrefix("+") && (8...16).contains(sender.count) && sender.dropFirst().allSatisfy(\.isNumber)
        let isName =
            (1...11).contains(sender.utf8.count) && sender.contains(where: \.isLetter)
            && sender.utf8.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
        if !isNumber, !isName {
            reader.complain("sms.sender", "at most 11 letters, digits and spaces are expected, or a number with +")
        }
        let names = reader.list("sms.gateways", default: ["sandbox"])
        gateways = names.map { name in
            let isPlain = name.utf8.allSatisfy {
                $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0)
                    || (0x61...0x7A).contains($0)
            }
            if !isPlain { reader.complain("sms.gateways", "a gateway's name is made of a-z, 0-9, - and _") }
            var credentials: [String: Secret] = [:]
            for field in reader.fields(ofGateway: name, among: names) where field != "url" {
                credentials[field] = reader.text("gateways.\(name).\(field)").map { Secret($0) }
            }
            return Gateway(name: name, url: reader.text("gateways.\(name).url"), credentials: credentials)
        }
    }
}
