import Jobs

/// A field of a country's counters: `s5m` and `v5m` (sent and verified codes by the five minutes they were sent in),
/// `s2h` and `v2h` (by the two hours), `d` (verified, by the day), each followed by the number of the span since 1970.
struct CodeField: Hashable {
    enum Kind: String, CaseIterable {
        case sentInSlot = "s5m"
        case verifiedInSlot = "v5m"
        case sentInStretch = "s2h"
        case verifiedInStretch = "v2h"
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
        let prefix = name.utf8.first == UInt8(ascii: "d") ? 1 : 3
        guard let kind = Kind(rawValue: String(name.prefix(prefix))), let index = Int64(name.dropFirst(prefix)) else {
            return nil
        }
        self.kind = kind
        self.index = index
    }

    var name: String { kind.rawValue + String(index) }

    /// In spans; below zero where the clock was set back.
    func age(at now: Timestamp) -> Int64 {
        kind.span.index(of: now).subtractingReportingOverflow(index).partialValue
    }

    func isKept(at now: Timestamp) -> Bool {
        let age = age(at: now)
        return -kind.span.kept < age && age < kind.span.kept
    }
}
