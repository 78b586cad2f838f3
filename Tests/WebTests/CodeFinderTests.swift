import Testing

@testable import Web

@Suite("The code in a message")
struct CodeFinderTests {
    @Test(
        "the code is found where Dutch messages put it",
        arguments: [
            ("123456 is je inlogcode voor Caren.\n\n@caren.example #123456", "123456"),
            ("Log in.\n\n@caren.example #A1B2C3D4", "A1B2C3D4"),
            ("Je inlogcode voor Caren: 1234\nDe code werkt tot 14.05 uur.", "1234"),
            ("Caren-inlogcode nr. 2: 765432", "765432"),
            ("Bevestig je nieuwe nummer met deze code: 7H2K9Q.", "7H2K9Q"),
            ("Vul deze code in:\n\nKLMNPQ\n\nDe code is 10 minuten geldig.", "KLMNPQ"),
            ("Op 22 november 2026 vroeg je een code: 48291357", "48291357"),
        ])
    func found(text: String, code: String) {
        #expect(CodeFinder.code(in: text) == code)
    }

    @Test(
        "a message without a code shows none",
        arguments: [
            "", "Je wachtwoord is gewijzigd op 22 november 2026 om 14.05 uur.", "Bel 0881234567.",
            "Voortaan vul je de code uit de app in. Vragen? Bel 0881234567 of 0900-1234, sinds 2026.",
            "Kies een code van 24 tekens: abcdef", "@caren.example #12",
        ])
    func none(text: String) {
        #expect(CodeFinder.code(in: text) == nil)
    }
}
