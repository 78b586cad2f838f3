import ArgumentParser
import Foundation
import Messages

extension TemplatesCommand {
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find everything that is wrong with the texts, and say how to mend it.",
            discussion: """
                Each message is rendered in each language for short, usual and long values, with the brand of the \
                configuration, and read by rules: can the telephone find the code, what does an SMS cost, will people \
                understand it, do Gmail, Outlook and Apple Mail show it, can a screen reader read it. A finding says \
                where (file:line:column), what, why, and what to write instead.

                  codebode templates check                  in the language of LANG
                  codebode templates check --language nl    in Dutch

                An error keeps the worker from using the texts; a warning does not. Ends with 0 without errors, 65 \
                with one or more, 78 with a wrong configuration.

                With --json: `folder`, `messages`, `languages`, `errors`, `warnings`, and `findings`, a list of \
                `severity`, `rule`, `file`, `line` and `column` (from 1, absent where the whole file is meant), `text` \
                (what stands there), `message`, `why`, `suggestion`, and `replacement` where one is certain: `line`, \
                `column`, `length` in characters, and the new `text`.
                """)

        @OptionGroup var common: CommonOptions

        @Option(help: "The language of the findings, nl or en; that of LANG if it is not given.")
        var language: Language = .ofEnvironment

        func run() async throws {
            let settings = try await common.settings()
            let verdict = settings.judge.verdict(on: settings.texts.templates)
            let report = VerdictReport(verdict, language: language)
            let isColoured = isatty(STDOUT_FILENO) == 1 && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
            print(common.json ? try report.json : report.text(isColoured: isColoured))
            if verdict.errors > 0 { throw ExitCode(CommandFailure.Code.badInput.rawValue) }
        }
    }
}

extension Language: ExpressibleByArgument {
    /// Dutch where the environment says so, else English.
    static var ofEnvironment: Language {
        let environment = ProcessInfo.processInfo.environment
        let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }
        return names.first { !$0.isEmpty }?.hasPrefix("nl") == true ? .dutch : .english
    }
}
