import Foundation
import Jobs
import Testing

@testable import Messages

/// Jobs, brand and templates that the tests of this room share.
enum Sample {
    static let issued = Timestamp(seconds: 1_795_352_700)  // 22 November 2026, 14.05 in Amsterdam

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").path

    /// The templates that are shipped, read once for all tests.
    private static let templates = Result { try TemplateSet(directory: folder) }

    static func brand(
        name: String = "Caren", domain: String = "caren.example", supportPhone: String? = "088 042 42 42"
    ) throws -> Brand {
        try Brand(name: name, domain: #require(HostName(domain)), supportPhone: supportPhone)
    }

    static func renderer(brand: Brand? = nil) throws -> Renderer {
        let address = try #require(EmailAddress("inloggen@caren.example"))
        let sender = try #require(Sender(address: address, name: "Caren"))
        return try Renderer(templates: templates.get(), brand: brand ?? self.brand(), sender: sender)
    }

    static func content(
        of message: MessageName, code: String = "123456", sequence: Int? = nil, link: String? = nil
    ) throws -> JobContent {
        let url = link ?? "https://inloggen.caren.example/nummer-bevestigen?sleutel=Zk9x2Q7aLmT4&stap=1"
        return switch message {
        case .loginCode: .loginCode(Secret(code), sequence: sequence)
        case .confirmPhoneCode: .confirmPhoneCode(Secret(code), sequence: sequence)
        case .confirmPhoneLink:
            .confirmPhoneLink(try #require(ConfirmationLink(url)), newPhone: try PhoneNumber("0612345678"))
        case .passwordChanged: .notice(.passwordChanged)
        case .phoneChanged: .notice(.phoneChanged)
        case .phoneRemoved: .notice(.phoneRemoved)
        case .totpEnabled: .notice(.totpEnabled)
        case .totpDisabled: .notice(.totpDisabled)
        case .twoFactorDisabled: .notice(.twoFactorDisabled)
        }
    }

    static func job(
        _ message: MessageName, _ content: JobContent? = nil, locale: String = "nl", name: String? = nil,
        email: String? = "sam@mail.example", life: Duration = .seconds(600), id: String = "req-2026-0001"
    ) throws -> Job {
        let content = try content ?? self.content(of: message)
        let kind: JobKind =
            switch content {
            case .loginCode, .totpCode: .sendCode
            case .confirmPhoneLink, .confirmPhoneCode: .confirmPhone
            case .notice: .securityNotice
            }
        return Job(
            id: try #require(JobID(id)), kind: kind, account: "account-1", purpose: "login", issuedAt: issued,
            expiresAt: issued + life,
            recipient: Recipient(
                phone: try PhoneNumber("0687654321"), email: try email.map { try #require(EmailAddress($0)) },
                name: try name.map { try #require(PersonName($0)) }),
            channel: message.channels[0], fallback: nil, locale: try #require(LanguageTag(locale)), content: content)
    }
}
