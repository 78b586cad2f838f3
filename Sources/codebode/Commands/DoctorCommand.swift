import ArgumentParser
import Foundation
import Jobs
import Logging

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look over a deployment, from its configuration to its gateways, and say what to do.",
        discussion: """
            Run it as the worker's user, with the worker's environment. It changes nothing: no queue is made, no job \
            is taken, and nobody is sent anything. A finding says what is wrong, what to do, and where to read on.

              codebode doctor                      everything
              codebode doctor broker gateways      these checks or categories, and what they rest on
              codebode doctor --list               which there are

            Each check that asks another machine has 5 seconds. A warning does not make the command fail. Ends with 0 \
            without errors, 78 where the configuration is wrong, 69 at any other error.

            With --json: `success`, and `checks`, a list of `category`, `name`, `result` (well, advice, warning, error \
            or skipped), `what`, `see`, and `remedy` where there is something to do.
            """)

    @OptionGroup var common: CommonOptions

    @Flag(help: "Only say which checks there are.")
    var list = false

    @Argument(help: "Checks or categories; all of them if none is named.")
    var names: [String] = []

    func validate() throws {
        let known = [Examination].all.flatMap { [$0.name, $0.category.rawValue] }
        guard let name = names.first(where: { !known.contains($0) }) else { return }
        let hint = NearestName.hint(for: name, among: known)
        throw ValidationError("there is no check \(name)\(hint) (codebode doctor --list)")
    }

    func run() async throws {
        let examinations = [Examination].all.chosen(by: names)
        if list { return print(Self.table(of: examinations, asJSON: common.json)) }
        ProcessGuard.apply()
        Log.bootstrap(LogSettings(level: .critical, format: .text))  // the report says what goes wrong
        let settings: Result<Settings, SettingsError>
        do throws(SettingsError) {
            settings = .success(try await Settings.read(common.config))
        } catch {
            settings = .failure(error)
        }
        var report = DoctorReport(isTerminal: isatty(STDOUT_FILENO) == 1)
        await Doctor(examinations: examinations).examine(settings) { known in
            let lines = report.lines(for: known)
            guard !common.json else { return }
            print(lines)
            flushStandardOutput()
        }
        print(common.json ? report.json : "\n\(report.summary)")
        guard report.count(.error) > 0 else { return }
        let isConfigurationWrong = report.reports.contains { report in
            report.examination.name == "settings" && report.isGroundless
        }
        throw ExitCode(
            (isConfigurationWrong ? CommandFailure.Code.configuration : .unavailable).rawValue)
    }

    private static func table(of examinations: [Examination], asJSON: Bool) -> String {
        if asJSON {
            return jsonObject([
                "checks": examinations.map {
                    ["category": $0.category.rawValue, "name": $0.name, "question": $0.question]
                }
            ])
        }
        return examinations.map { examination in
            [examination.category.rawValue, examination.name].map {
                $0.padding(toLength: 15, withPad: " ", startingAt: 0)
            }.joined() + examination.question
        }.joined(separator: "\n")
    }
}
