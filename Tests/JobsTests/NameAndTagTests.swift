import Jobs
import Testing

struct NameAndTagTests {
    @Test(
        "people's names are taken as they are",
        arguments: [
            "Jan", "Anne-Marie van den Bergh-'t Hart", "Zoë Çelik", "Nguyễn Thị Hồng", "李小龍", "محمد", "अनन्या", "O’Neill",
            "J. (Jan) Jansen", "J.P. Balkenende", "A.-M. de Wit", "رضا\u{200C}زاده", "Louis 14", "👩\u{200D}⚕️",
            "नमन\u{200D}", String(repeating: "a", count: 100),
        ])
    func names(text: String) {
        #expect(PersonName(text)?.text == text)
    }

    @Test(
        "a name that breaks its line or turns the text around it is refused",
        arguments: [
            "", String(repeating: "a", count: 101), "Jan\r\nBcc: x@example.org", "Jan\n", "\u{0}", "Jan\tJansen",
            "Jan\u{7F}", "Jan\u{85}", "Jan\u{2028}", "Jan\u{2029}", "\u{202E}neslaJ", "\u{202D}Jan",
            "\u{2066}Jan\u{2069}",
            "\u{200E}Jan", "\u{200F}Jan", "\u{FEFF}Jan", "Ja\u{200B}n", "Ja\u{AD}n", "\u{E0041}", "\u{E000}",
            "\u{0378}",
            "J" + String(repeating: "\u{301}", count: 200),
        ])
    func noNames(text: String) {
        #expect(PersonName(text) == nil)
    }

    @Test(
        "a name that a mail program could make a link of is refused",
        arguments: [
            "Sam, je account is geblokkeerd: https://caren-herstel.example/x", "evil.example", "Sam www.evil.nl",
            "e.nl",
            "evil。example", "evil．example", "evil｡example", "evil.\u{200D}ex", "evil.e\u{301}x", "evil.例え",
            "10.0.0.1", "١.١", "sam@evil", "evil/x", #"\\evil\x"#, "tel:112", "Sam, bel 0900 12 34", "Je code is 4839",
            "Sam, bel ١٢٣٤",
        ])
    func linkable(text: String) {
        #expect(PersonName(text) == nil)
    }

    @Test(
        "a language tag is read, and its primary subtag in lower case",
        arguments: [
            ("nl", "nl"), ("nl-BE", "nl"), ("NL", "nl"), ("zh-Hant-TW", "zh"), ("fry", "fry"), ("de-1996", "de"),
            ("en-US-x-private1", "en"),
        ])
    func tags(text: String, primary: String) throws {
        let tag = try #require(LanguageTag(text))
        #expect(tag.primary == primary)
        #expect(tag.text == text)
    }

    @Test(
        "what is no language tag is refused",
        arguments: [
            "", "n", "nl_BE", "nl-", "-nl", "nl--BE", "nederlands", "n1", "nl BE", "nl-verylongsubtag", "../nl",
            "nl/../..",
            "nl\u{0}", "ñl", "nl-België", "en-" + String(repeating: "a-", count: 17) + "a",
        ])
    func noTags(text: String) {
        #expect(LanguageTag(text) == nil)
    }

    @Test("a job's id has 8 to 64 plain characters")
    func ids() {
        for text in ["job-0001", "A.b_c:d-", String(repeating: "x", count: 64)] {
            #expect(JobID(text)?.description == text)
        }
        let bad = [
            "", "job-001", String(repeating: "x", count: 65), "job 0001", "job/0001", "job-0001\n", "job-000é",
            "job-0001\u{0}", "job-000\u{212A}", "jób-0001",
        ]
        for text in bad { #expect(JobID(text) == nil) }
    }
}
