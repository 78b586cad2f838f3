import Testing

@testable import Web

@Suite("The inbox page")
struct InboxPageTests {
    @Test("nothing comes from elsewhere, and no script or style stands in the page")
    func selfContained() {
        for text in [InboxPage.html, InboxStyle.css, InboxScript.js] {
            #expect(!text.contains("http://") && !text.contains("https://") && !text.contains("//cdn"))
        }
        #expect(
            !InboxPage.html.contains("<style") && !InboxPage.html.contains("style=") && !InboxPage.html.contains(" on"))
        #expect(InboxPage.html.contains(#"<script src="/inbox.js" defer></script>"#))
    }

    @Test("what was sent never becomes markup")
    func noMarkup() {
        for name in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            #expect(!InboxScript.js.contains(name))
        }
        #expect(InboxScript.js.contains(#"setAttribute("sandbox", "")"#))
    }

    @Test("every element that the script asks for is in the page")
    func elements() {
        let asked = InboxScript.js.matches(of: /byId\("([a-z-]+)"\)/).map { String($0.1) }
        #expect(asked.count > 15)
        for id in Set(asked) where id != "strips" {
            #expect(InboxPage.html.contains("id=\"\(id)\""), "\(id)")
        }
    }

    @Test("it says that nothing leaves the machine, and how to send a first message")
    func words() {
        #expect(InboxPage.html.contains("Proefomgeving: er gaat niets naar buiten"))
        #expect(InboxPage.html.contains("codebode send examples/send_code.json"))
        #expect(InboxPage.html.contains("lang=\"nl\""))
    }
}
