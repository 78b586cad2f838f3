import Jobs

/// How a gateway writes a telephone number.
enum NumberForm: String, CaseIterable, Sendable {
    /// `+31612345678`
    case e164
    /// `31612345678`
    case digits
    /// `0031612345678`
    case zeroes = "00"

    func text(_ number: PhoneNumber) -> String {
        switch self {
        case .e164: number.e164
        case .digits: String(number.e164.dropFirst())
        case .zeroes: "00" + number.e164.dropFirst()
        }
    }
}
