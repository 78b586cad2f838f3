import Mustache

/// What the engine looks names up in while it makes a skeleton: markers for all that is there.
///
/// A value that is not there is absent, never `nil`: the engine would print a boxed `nil`.
struct SkeletonContext: MustacheParent {
    let shape: MessageShape

    func child(named name: String) -> Any? {
        guard let variable = MessageVariable(rawValue: name), isPresent(variable) else { return nil }
        if variable == .digits { return Digit.list(ofLength: shape.codeLength) }
        return Value(renderText: Skeleton.Gap.value(variable).marker)
    }

    private func isPresent(_ variable: MessageVariable) -> Bool {
        switch variable {
        case .supportPhone, .supportPhoneLink: shape.hasSupportPhone
        case .name: shape.hasName
        case .sequence: shape.hasSequence
        case .brandName, .brandDomain, .brandMark, .brandColour, .brandColourDark, .language, .subject, .code, .digits,
            .codeSpelled, .remaining, .until, .link, .newPhoneEnding, .date, .day, .time:
            true
        }
    }
}

/// Prints as it is, and opens a section without hiding the names around it.
private struct Value: MustacheCustomRenderable, MustacheParent {
    let renderText: String
    let isNull = false

    func child(named: String) -> Any? { nil }
}

/// One place of a code.
private struct Digit: MustacheParent {
    let index: Int
    let endsGroup: Bool

    func child(named name: String) -> Any? {
        switch DigitVariable(rawValue: name) {
        case .digit: Value(renderText: Skeleton.Gap.digit(index).marker)
        case .endsGroup: endsGroup
        case nil: nil
        }
    }

    /// In threes where that comes out even, else in two halves; short codes in one piece.
    static func list(ofLength count: Int) -> [Digit] {
        let size = count < 6 ? max(1, count) : count.isMultiple(of: 3) ? 3 : (count + 1) / 2
        return (0..<count).map { Digit(index: $0, endsGroup: ($0 + 1).isMultiple(of: size) && $0 + 1 < count) }
    }
}
