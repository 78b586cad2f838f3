import Foundation
import Jobs
import Messages

/// ## Configuration keys
/// - `templates.path`: the folder of the texts.
/// - `brand.name`, `brand.domain`, `brand.support_phone`: what the texts call the portal; where its codes are typed in;
///   whom to ring.
/// - `brand.colour`, `brand.colour_dark`: of links and buttons in mails, `#rrggbb`, by day and in dark mode.
/// - `brand.logo`: a PNG that mails show instead of the name.
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
        let colour = Self.colour("brand.colour", .light, &reader)
        let darkColour = Self.colour("brand.colour_dark", .dark, &reader)
        let logo = Self.logo(&reader)
        do {
            brand = try Brand(
                name: reader.text("brand.name") ?? "Caren", domain: host,
                supportPhone: reader.text("brand.support_phone"), colour: colour, darkColour: darkColour, logo: logo)
        } catch {
            switch error {
            case .name: reader.complain("brand.name", "1 to 40 printable characters are expected")
            case .supportPhone: reader.complain("brand.support_phone", "a telephone number is expected")
            }
            return nil
        }
    }

    private static func colour(
        _ key: String, _ scheme: BrandColour.Scheme, _ reader: inout SettingsReader
    ) -> BrandColour? {
        guard let text = reader.text(key) else { return nil }
        do {
            return try BrandColour(text, for: scheme)
        } catch {
            switch error {
            case .notAColour: reader.complain(key, "a colour such as \"#154273\" is expected, in quotation marks")
            case .faint(let nearest):
                let ground = scheme == .light ? "white" : "the dark of mails"
                reader.complain(key, "too faint to be read on \(ground) (WCAG asks for 4.5); \"\(nearest)\" would do")
            }
            return nil
        }
    }

    private static func logo(_ reader: inout SettingsReader) -> Logo? {
        guard let path = reader.text("brand.logo") else { return nil }
        guard let data = FileManager.default.contents(atPath: path) else {
            reader.complain("brand.logo", "\(path) cannot be read")
            return nil
        }
        do {
            return try Logo(png: [UInt8](data))
        } catch {
            switch error {
            case .notPNG:
                reader.complain("brand.logo", "\(path) is no PNG image; mail programs show no other kind alike")
            case .tooLarge(let kilobytes):
                let most = Logo.largestSize / 1_024
                reader.complain("brand.logo", "\(path) has \(kilobytes) KiB, and at most \(most) go with every mail")
            }
            return nil
        }
    }
}
