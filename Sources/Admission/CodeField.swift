import Jobs

/// A field of a country's counters: a letter for what is counted, capital for the long span, and the number of the
/// span since 1970 in which the codes were sent.
struct CodeField {
    enum Kind: Unicode.Scalar {
        case sentInSlot = "s"
        case verifiedInSlot = "v"
        case sentInStretch = "S"
        case verifiedInStretch = "V"
        case verifiedInDay = "d"

        var span: CodeSpan {
            switch self {
            case .sentInSlot, .verifiedInSlot: .slot
            case .sentInStretch, .verifiedInStretch: .stretch
            case .verifiedInDay: .day
            }
        }
    }

    let kind: Kind
    let index: Int64

    init(_ kind: Kind, at moment: Timestamp) {
        self.kind = kind
        index = kind.span.index(of: moment)
    }

    /// - Parameter name: as stored; nil for a field that is none of these.
    init?(name: String) {
        guard let letter = name.utf8.first, let kind = Kind(rawValue: Unicode.Scalar(letter)) else { return nil }
        var index: Int64 = 0
        for digit in name.utf8.dropFirst() {
            guard (0x30...0x39).contains(digit), index < 1 << 40 else { return nil }
            index = 10 * index + Int64(digit - 0x30)
        }
        self.kind = kind
        self.index = index
    }

    var name: String { String(kind.rawValue) + String(index) }

    /// In spans; below zero where the clock was set back.
    func age(at now: Timestamp) -> Int64 {
        kind.span.index(of: now) - index
    }

    /// Counts still. What the clock dates more than its whole time ahead counts no more: else it would for as long.
    func isKept(at now: Timestamp) -> Bool {
        let age = age(at: now)
        return -kind.span.kept < age && age < kind.span.kept
    }
}
