import Jobs

/// What one job gives to its message.
struct MessageValues {
    private let job: Job
    private let now: Timestamp
    private let brand: Brand
    private let language: Language
    /// Of the mail, once it is written.
    var subject = ""

    init(_ job: Job, at now: Timestamp, brand: Brand, language: Language) {
        self.job = job
        self.now = now
        self.brand = brand
        self.language = language
    }

    /// Empty for what the job does not have.
    func text(of variable: MessageVariable) -> String {
        switch variable {
        case .brandName: brand.name
        case .brandDomain: brand.domain.text
        case .supportPhone: brand.supportPhone ?? ""
        case .supportPhoneLink: brand.supportPhoneLink ?? ""
        case .brandMark: brandMark
        case .brandColour: brand.colour.hex
        case .brandColourDark: brand.darkColour.hex
        case .name: job.recipient.name?.text ?? ""
        case .language: language.rawValue
        case .subject: subject
        case .code, .digits: code
        case .codeSpelled: code.map(String.init).joined(separator: ", ")
        case .sequence: job.content.sequence.map(String.init) ?? ""
        case .remaining: language.words(for: job.expiresAt - now)
        case .until: language.end(LocalTime(job.expiresAt), seenAt: LocalTime(now))
        case .link: link
        case .newPhoneEnding: newPhoneEnding
        case .date: language.date(of: LocalTime(job.issuedAt))
        case .day: language.day(of: LocalTime(job.issuedAt))
        case .time: language.time(of: LocalTime(job.issuedAt))
        }
    }

    func digit(_ index: Int) -> String {
        String(code.dropFirst(index).prefix(1))
    }

    private var brandMark: String {
        var name: [UInt8] = []
        Markup.html.append(brand.name, to: &name)
        let text = String(decoding: name, as: UTF8.self)
        guard let logo = brand.logo else { return text }
        return """
            <img src="cid:\(Logo.contentID)" width="\(logo.width)" height="\(logo.height)" alt="\(text)" \
            style="display:block;border:0;">
            """
    }

    private var code: String {
        switch job.content {
        case .loginCode(let code, _), .confirmPhoneCode(let code, _): code.revealed
        case .totpCode, .confirmPhoneLink, .notice: ""
        }
    }

    private var link: String {
        if case .confirmPhoneLink(let link, _) = job.content { link.url.revealed } else { "" }
    }

    private var newPhoneEnding: String {
        if case .confirmPhoneLink(_, let newPhone) = job.content { newPhone.lastTwoDigits } else { "" }
    }
}
