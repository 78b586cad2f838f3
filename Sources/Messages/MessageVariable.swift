/// What a template may ask for by name; each message part knows some of them.
package enum MessageVariable: String, CaseIterable, Sendable {
    case brandName = "brand_name"
    case brandDomain = "brand_domain"
    /// As people read it; absent when the brand has none.
    case supportPhone = "support_phone"
    /// The same as a `tel:` address.
    case supportPhoneLink = "support_phone_link"
    /// The portal's logo, or its name where there is none: HTML, made by the program.
    case brandMark = "brand_mark"
    /// Of links and buttons, such as `#154273`; may stand in styles.
    case brandColour = "brand_colour"
    /// The same in dark mode.
    case brandColourDark = "brand_colour_dark"
    /// How the recipient is called; absent when the job does not say.
    case name
    /// The language of the template, `nl`.
    case language
    /// The finished subject of the e-mail.
    case subject
    case code
    /// The code's characters one by one: a list of `digit` and `ends_group`.
    case digits
    /// `1, 2, 3, 4, 5, 6`, for ears.
    case codeSpelled = "code_spelled"
    /// The number of this code; absent when the job has none.
    case sequence
    /// The life that is left, in words: `7 minuten`.
    case remaining
    /// When it ends: `14.05 uur`, with the day before it if that is another.
    case until
    case link
    /// The last two digits of the new number.
    case newPhoneEnding = "new_phone_ending"
    /// `22 november 2026`
    case date
    /// `22 november`, without the year that telephones take for a code.
    case day
    /// `14.05`
    case time
}

extension MessageVariable {
    /// Made by the program of what the configuration says, as HTML or as a style: safe where no other value is.
    var isMarkup: Bool {
        switch self {
        case .brandMark, .brandColour, .brandColourDark: true
        case .brandName, .brandDomain, .supportPhone, .supportPhoneLink, .name, .language, .subject, .code, .digits,
            .codeSpelled, .sequence, .remaining, .until, .link, .newPhoneEnding, .date, .day, .time:
            false
        }
    }
}

/// What a template may ask for inside `digits`.
package enum DigitVariable: String, CaseIterable, Sendable {
    case digit
    /// Whether a gap follows, so that six digits read as three and three.
    case endsGroup = "ends_group"
}

extension MessageName {
    /// The names that `part` knows: a notice has no code and no link, an SMS has no name that could cost a segment.
    package func variables(in part: MessagePart) -> Set<MessageVariable> {
        var variables = contentVariables
        variables.formUnion([.brandName, .brandDomain])
        switch part {
        case .sms:
            variables.insert(.supportPhone)
            variables.subtract([.digits, .codeSpelled])
        case .subject:
            variables.subtract([.digits, .codeSpelled, .link])
        case .text:
            variables.formUnion([.supportPhone, .name])
            variables.remove(.digits)
        case .html:
            variables.formUnion([.supportPhone, .supportPhoneLink, .name, .language, .subject])
            variables.formUnion([.brandMark, .brandColour, .brandColourDark])
        }
        return variables
    }

    private var contentVariables: Set<MessageVariable> {
        switch self {
        case .loginCode, .confirmPhoneCode: [.code, .digits, .codeSpelled, .sequence, .remaining, .until]
        case .confirmPhoneLink: [.link, .newPhoneEnding, .remaining, .until]
        case .passwordChanged, .phoneChanged, .phoneRemoved, .totpEnabled, .totpDisabled, .twoFactorDisabled:
            [.date, .day, .time]
        }
    }
}
