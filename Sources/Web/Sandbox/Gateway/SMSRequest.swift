/// What a client asks of the stand-in SMS gateway.
struct SMSRequest: Equatable, Sendable {
    static let textLimit = 1530

    let to: String
    let from: String
    let text: String
    let reference: String?
    let validitySeconds: Int?
}

extension SMSRequest: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case to, from, text, reference
        case validitySeconds = "validity_s"
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.strictContainer(keyedBy: CodingKeys.self)
        to = try fields.decode(String.self, forKey: .to)
        from = try fields.decode(String.self, forKey: .from)
        text = try fields.decode(String.self, forKey: .text)
        reference = try fields.decodeIfPresent(String.self, forKey: .reference)
        validitySeconds = try fields.decodeIfPresent(Int.self, forKey: .validitySeconds)
        try fields.check(.to, Self.isE164(to), "must be a number as +31612345678")
        try fields.check(.from, (1...16).contains(from.count), "must hold 1 to 16 characters")
        try fields.check(.text, !text.isEmpty, "must not be empty")
        try fields.check(.text, text.count <= Self.textLimit, "holds \(Self.textLimit) characters at most")
        try fields.check(.reference, reference.map { (1...128).contains($0.count) }, "must hold 1 to 128 characters")
        try fields.check(.validitySeconds, validitySeconds.map((1...604_800).contains), "must be 1 to 604800")
    }

    private static func isE164(_ text: String) -> Bool {
        text.first == "+" && (8...15).contains(text.utf8.count - 1)
            && text.utf8.dropFirst().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
