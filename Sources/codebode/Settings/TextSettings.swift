import Jobs
import Messages

/// ## Configuration keys
/// - `templates.path`: the folder of the texts.
/// - `brand.name`, `brand.domain`, `brand.support_phone`: what the texts call the portal; where its codes are typed in;
///   whom to ring.
struct TextSettings: Sendable {
    let templates: String
    let brand: Brand

    /// `nil` only with a finding.
    init?(from reader: inout SettingsReader) {
        templates = reader.text("templates.path") ?? "templates"
        let domain = reader.required("brand.domain", example: "caren.example")
        guard !domain.isEmpty else { return nil }
        guard let host = HostName(domain) else {
            reader.complain("brand.domain", "a host name is expected, such as caren.example")
            return nil
        }
        do {
            brand = try Brand(
                name: reader.text("brand.name") ?? "Caren", domain: host,
                supportPhone: reader.text("brand.support_phone"))
        } catch {
            switch error {
            case .name: reader.complain("brand.name", "1 to 40 printable characters are expected")
            case .supportPhone: reader.complain("brand.support_phone", "a telephone number is expected")
            }
            return nil
        }
    }
}
