import Jobs

extension MailText {
    /// The HTML for a browser, which knows no parts of a mail: the logo stands in it.
    package var shownHTML: String {
        guard let logo else { return html.revealed }
        let image = String(decoding: logo.encoded.filter { $0 != 0x0D && $0 != 0x0A }, as: UTF8.self)
        return html.revealed.replacing("cid:\(Logo.contentID)", with: "data:image/png;base64,\(image)")
    }
}
