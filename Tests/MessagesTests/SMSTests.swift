import Jobs
import Testing

@testable import Messages

struct SMSTests {
    private static let codeNames: [MessageName] = [.loginCode, .confirmPhoneCode]
    private static let noticeNames = MessageName.allCases.filter { $0.rawValue.hasPrefix("notice_") }

    @Test(
        "the longest code SMS still fits one segment, and a telephone finds its code",
        arguments: codeNames, ["nl", "en"])
    func longestCode(message: MessageName, locale: String) throws {
        let domain = "inloggen.mijn-zorg-portaal.nl2"
        let brand = try Sample.brand(name: "Zorgportaal De Linde", domain: domain)
        #expect(brand.name.count == 20 && domain.count == 30)
        let content = try Sample.content(of: message, code: "87654321", sequence: 999)
        let renderer = try Sample.renderer(brand: brand)
        for seconds: Int64 in [30, 45 * 60, 2 * 3_600 + 59 * 60] {
            let job = try Sample.job(message, content, locale: locale, life: .seconds(seconds))
            let sms = try renderer.sms(for: job, at: Sample.issued)
            #expect(sms.encoding == .gsm7)
            #expect(sms.segments == 1, "\(sms.size.units) septets")
            #expect(OriginBoundCode(in: sms.revealed) == OriginBoundCode(host: domain, code: "87654321"))
            #expect(sms.revealed.hasPrefix("87654321 "))
        }
    }

    @Test(
        "an SMS notice fits one segment and holds no link, no code and no year", arguments: noticeNames, ["nl", "en"])
    func notices(message: MessageName, locale: String) throws {
        for phone in ["+31 88 042 42 42", nil] {
            let brand = try Sample.brand(name: "Zorgportaal De Linde", supportPhone: phone)
            let sms = try Sample.renderer(brand: brand).sms(
                for: Sample.job(message, locale: locale), at: Sample.issued)
            #expect(sms.encoding == .gsm7)
            #expect(sms.segments == 1, "\(sms.size.units) septets")
            #expect(!sms.revealed.contains("http") && !sms.revealed.contains("@") && !sms.revealed.contains("2026"))
            #expect(sms.revealed.contains(phone ?? (locale == "nl" ? "Laat het ons meteen weten" : "Let us know")))
        }
    }

    @Test("an SMS says how much life is left at that moment, rounded down")
    func remaining() throws {
        let renderer = try Sample.renderer()
        let job = try Sample.job(.loginCode)
        func text(after seconds: Int64) throws -> String {
            try renderer.sms(for: job, at: Sample.issued + .seconds(seconds)).revealed
        }
        #expect(try text(after: 0).contains("Nog 10 minuten geldig."))
        #expect(try text(after: 121).contains("Nog 7 minuten geldig."))
        #expect(try text(after: 540).contains("Nog 1 minuut geldig."))
        #expect(try text(after: 541).contains("Nog minder dan 1 minuut geldig."))
    }

    @Test("the number of a code is shown where the job has one")
    func sequence() throws {
        let renderer = try Sample.renderer()
        let numbered = try Sample.job(.loginCode, Sample.content(of: .loginCode, sequence: 2))
        #expect(try renderer.sms(for: numbered, at: Sample.issued).revealed.contains("voor Caren (nr. 2)."))
        #expect(try renderer.sms(for: Sample.job(.loginCode), at: Sample.issued).revealed.contains("voor Caren. "))
    }

    @Test("a language that there is no text in gets Dutch, a regional form its language")
    func languages() throws {
        let renderer = try Sample.renderer()
        for (locale, words) in [
            ("nl-BE", "is je inlogcode"), ("EN-gb", "is your login code"), ("de", "is je inlogcode"),
        ] {
            let sms = try renderer.sms(for: Sample.job(.loginCode, locale: locale), at: Sample.issued)
            #expect(sms.revealed.contains(words))
        }
    }

    @Test("a confirmation link never goes by SMS, a confirmation code never by e-mail")
    func wrongChannel() throws {
        let renderer = try Sample.renderer()
        let link = try Sample.job(.confirmPhoneLink)
        #expect(throws: RenderError.notForChannel(.confirmPhoneLink, .sms)) {
            try renderer.sms(for: link, at: Sample.issued)
        }
        let code = try Sample.job(.confirmPhoneCode)
        #expect(throws: RenderError.notForChannel(.confirmPhoneCode, .email)) {
            try renderer.mail(for: code, at: Sample.issued)
        }
    }

    @Test(
        "a code of a length that no job may have gives an error and never an empty SMS",
        arguments: ["123", "12345678901"])
    func unusualCode(code: String) throws {
        let job = try Sample.job(.loginCode, Sample.content(of: .loginCode, code: code))
        #expect(throws: RenderError.unusualCode) { try Sample.renderer().sms(for: job, at: Sample.issued) }
    }

    @Test("a job whose code is still to be made from its secret gives an error and never an SMS without a code")
    func undatedCode() throws {
        let content = JobContent.totpCode(TOTPSecret(key: Secret("1234567890")), sequence: 1)
        let job = try Sample.job(.loginCode, content)
        #expect(throws: RenderError.unusualCode) { try Sample.renderer().sms(for: job, at: Sample.issued) }
    }

    @Test("an SMS shows nothing of itself but its size")
    func mask() throws {
        let sms = try Sample.renderer().sms(for: Sample.job(.loginCode), at: Sample.issued)
        var dumped = ""
        dump(sms, to: &dumped)
        #expect("\(sms)".hasPrefix("SMS, "))
        for text in ["\(sms)", String(reflecting: sms), dumped, "\([sms])"] { #expect(!text.contains("123456")) }
    }
}
