import Testing

@testable import Messages

struct HTMLScannerTests {
    private func tokens(_ text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return HTMLScanner(scalars).tokens.map { token in
            var words = "\(token.kind) \(token.name)"
            for attribute in token.attributes {
                let value = scalars[attribute.value].map(String.init).joined()
                words += " \(attribute.name)=\(value)\(attribute.isQuoted ? "" : "!")"
            }
            return words
        }
    }

    @Test(
        "HTML is taken apart as mail programs do",
        arguments: [
            ("<p Class='a b' x=1 y>t</P>", ["open p class=a b x=1! y=", "text ", "close p"]),
            ("a < b <3", ["text ", "text ", "text "]),
            ("<style>a>b{}</STYLE>x", ["open style", "raw style", "close style", "text "]),
            ("<style></style>", ["open style", "close style"]),
            ("<!doctype html><!-- <p> -->", ["declaration ", "comment "]),
            ("<br/><img alt=\"<\">", ["open br", "open img alt=<"]),
        ])
    func tokens(text: String, expected: [String]) {
        #expect(tokens(text) == expected)
    }

    @Test(
        "a text that ends in the middle of anything ends the scan",
        arguments: ["<", "<p", "<p a", "<p a=", "<p a=\"", "<!--", "<!", "<style>", "<style>x", "</", "<p a='x' ="])
    func ends(text: String) {
        #expect(HTMLScanner(Array(text.unicodeScalars)).tokens.last?.range.upperBound == text.unicodeScalars.count)
    }
}
