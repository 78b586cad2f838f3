import Testing

@testable import codebode

@Suite("A mistake in usage is told without what was typed")
struct UsageMessageTests {
    @Test(
        "options keep their names, words do not",
        arguments: [
            ("Error: Unexpected argument '0612345678'\nUsage: x 'y'", "Error: Unexpected argument '•••'\nUsage: x 'y'"),
            ("Error: Unknown option '--phnoe'. Did you mean '--phone'?", nil),
            ("Error: Missing value for '--phone <number>'", nil),
            ("Error: Unknown option '-0612345678'", "Error: Unknown option '•••'"),
            ("Error: Unknown option '--jan@example.org'", "Error: Unknown option '•••'"),
            (
                "Error: The option '--json' does not take any value, but 'jan@example.org' was specified.",
                "Error: The option '--json' does not take any value, but '•••' was specified."
            ),
        ])
    func masked(message: String, shown: String?) {
        #expect(UsageMessage.masked(message) == shown ?? message)
    }
}
