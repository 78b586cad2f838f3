import ArgumentParser

struct TemplatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "templates",
        abstract: "Check the texts that go out, and see them as their readers will.",
        discussion: """
            For people who write texts. The folder is `templates.path` of the configuration; templates/nl/login_code/ \
            holds the login code in Dutch: sms.txt, email.subject.txt, email.txt and email.html.
            """,
        subcommands: [Check.self, Render.self, Preview.self])
}
