/// One file of the template folder, as it was read.
struct TemplateFile: Sendable {
    /// Below the template folder: `nl/login_code/sms.txt`.
    let path: String
    let bytes: [UInt8]

    /// `footer` of `nl/footer.html`: how a partial is called.
    var stem: String {
        let name = path.split(separator: "/").last ?? ""
        return String(name.prefix { $0 != "." })
    }
}
