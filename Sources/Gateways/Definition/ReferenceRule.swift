/// How a gateway wants our name for a message: the job's id where that fits, else a name made from it, always the same.
struct ReferenceRule: Sendable {
    enum Alphabet: String, CaseIterable, Sendable {
        case digits
        /// In lower case.
        case hex
        case alphanumeric
        /// Whatever a job's id may hold: `A-Za-z0-9._:-`.
        case id

        fileprivate var characters: [UInt8] {
            switch self {
            case .digits: Array("0123456789".utf8)
            case .hex: Array("0123456789abcdef".utf8)
            case .alphanumeric: Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
            case .id: Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz._:-".utf8)
            }
        }
    }

    /// At most.
    private let length: Int
    private let characters: [UInt8]
    /// The same, a bit for each ASCII character.
    private let allowed: UInt128

    init(length: Int = 64, alphabet: Alphabet = .id) {
        self.length = length
        characters = alphabet.characters
        allowed = characters.reduce(0) { $0 | 1 << UInt128($1) }
    }

    func reference(for id: String) -> String {
        if id.utf8.count <= length, id.utf8.allSatisfy({ $0 < 0x80 && allowed >> $0 & 1 == 1 }) { return id }
        var number = Self.hash(id)
        var name: [UInt8] = []
        while name.count < length, number > 0 {
            let (quotient, remainder) = number.quotientAndRemainder(dividingBy: UInt128(characters.count))
            name.append(characters[Int(remainder)])
            number = quotient
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// FNV-1a of 128 bits: ids come from our own backend, so chance is the only enemy.
    static func hash(_ text: String) -> UInt128 {
        let prime = UInt128(1) << 88 | 0x13B
        return text.utf8.reduce(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d) { ($0 ^ UInt128($1)) &* prime }
    }
}
