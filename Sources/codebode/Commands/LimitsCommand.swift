import Admission
import ArgumentParser
import Foundation
import Glibc
import Jobs
import Logging

struct LimitsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits",
        abstract: "See why somebody gets no messages, and let their limits count anew.",
        discussion: """
            For people who help users. Needs the configuration and the store that the workers have, and no broker. What \
            was typed is never shown in full.
            """,
        subcommands: [Show.self, Reset.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how much room each limit has left, or why a job was refused.",
            discussion: """
                Examples:
                  codebode limits show --phone 06 12 34 56 78
                  codebode limits show --job 0b7c4c1e-login-1

                Codes and links are counted together, each kind of notice by itself; a notice is shown only if \
                something of it is used up. Of a count that is damaged it says what the limit makes of it. Ends with 65 \
                for a number, an address or a job that is not known as one, 69 without a store, 78 with a wrong \
                configuration.

                With --json, of an account, phone or email: `subject` (which option), `shown` (its mask), `at`, \
                `refused_by` (the enforced rule that would refuse a code now, absent if none) and `room_in_s` (until \
                none would); `limits`, a list of `for` (codes, or the kind of notice), `limit`, `key`, `mode`, \
                `shared` (others take from the same room), `count`, `window_s`, `left`, `room_in_s` (until there is \
                room for one, 0 now), `whole_in_s` (until all is there again, 0 now), `damaged` (what is counted \
                cannot be read; the three before are what a job is told); and `closed_by`, a list of the fraud rules \
                without room: `rule`, `mode`, `room_in_s`, `damaged`.

                Of a job: `job`, `state` (claimed, sending, waiting, ended) and, once ended, `outcome`, `ended_at`, \
                `reason`, `field`, `detail`, `retry_after_s` as the outcome had them, and `room_in_s` as of now.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var subject: SubjectOptions

        @Option(help: ArgumentHelp("Why this job ended as it did.", valueName: "id"))
        var job: String?

        func validate() throws {
            guard subject.count + (job == nil ? 0 : 1) == 1 else {
                throw ValidationError("Exactly one of --account, --phone, --email and --job is expected.")
            }
        }

        func run() async throws {
            ProcessGuard.apply()
            if let job {
                try await show(job: job)
            } else {
                let subject = try subject.subject()
                let report = try await LimitBook(subject, try await common.settings()).report()
                print(common.json ? jsonObject(report.json(of: subject)) : report.text(of: subject))
            }
        }

        private func show(job: String) async throws {
            // What is no id may be an address in the wrong place: it is not repeated.
            guard let id = JobID(job) else { throw CommandFailure(.badInput, "--job: this is no job's id") }
            let desk = try await StoreDoor(try await common.settings(), logger: Logger(label: "limits")).forDesk()
            let record: JobRecord?
            do {
                record = try await desk.record(id)
            } catch {
                throw CommandFailure(.unavailable, "the store gave no answer: \(error)")
            }
            guard let record else {
                throw CommandFailure(
                    .badInput, "--job: nothing is known of it; a job is forgotten a day after its life")
            }
            guard let report = JobReport(record, now: .wallClock) else {
                throw CommandFailure(.internalFault, "the job's outcome cannot be read")
            }
            print(common.json ? jsonObject(report.json) : report.text)
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let the limits of one account, number or address count anew.",
            discussion: """
                Examples:
                  codebode limits reset --account patient-1001
                  codebode limits reset --email jan.jansen@example.org --yes --json

                Resets codes, links and notices of this one only; limits that others share (region, prefix, all) and \
                the fraud rules stay as they are. A number and its account are counted apart: reset both where both \
                are full. To reset what is whole already changes nothing; what is damaged is whole afterwards.

                With --json: `subject`, `shown`, `reset` (a list of `for` and `limit`: those that were not whole), and \
                `refused_by` and `room_in_s` as `show` has them, after the reset.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var subject: SubjectOptions

        @Flag(help: "Do not ask first. Where there is no terminal nothing is asked.")
        var yes = false

        func validate() throws {
            guard subject.count == 1 else {
                throw ValidationError("Exactly one of --account, --phone and --email is expected.")
            }
        }

        func run() async throws {
            ProcessGuard.apply()
            let subject = try subject.subject()
            let book = try await LimitBook(subject, try await common.settings())
            let used = try await book.report().allowances.filter { !$0.limit.key.isShared && !$0.isWhole }
            let isWanted = used.isEmpty || yes || isatty(STDIN_FILENO) == 0 || Self.confirm(subject, used)
            if isWanted { try await book.reset() }
            let report = try await book.report()
            if common.json {
                var json = report.json(of: subject).filter {
                    ["subject", "shown", "refused_by", "room_in_s"].contains($0.key)
                }
                json["reset"] =
                    isWanted ? used.map { ["for": $0.event?.rawValue ?? "codes", "limit": $0.limit.name] } : []
                print(jsonObject(json))
            } else {
                print(Self.told(subject, used, isDone: isWanted))
                print(report.verdict)
            }
        }

        private static func told(_ subject: LimitSubject, _ used: [LimitReport.Allowance], isDone: Bool) -> String {
            if !isDone { return "Nothing was changed." }
            if used.isEmpty { return "Nothing to do: every limit of \(subject) is whole." }
            return "These limits of \(subject) count anew: \(names(used))."
        }

        private static func confirm(_ subject: LimitSubject, _ used: [LimitReport.Allowance]) -> Bool {
            let question = "Let these limits of \(subject) count anew: \(names(used))? [y/N] "
            try? FileHandle.standardError.write(contentsOf: Data(question.utf8))
            return ["y", "yes", "j", "ja"].contains(readLine()?.lowercased() ?? "")
        }

        private static func names(_ used: [LimitReport.Allowance]) -> String {
            used.map { $0.limit.name + ($0.event.map { " (\($0.rawValue))" } ?? "") }.joined(separator: ", ")
        }
    }
}
