import ArgumentParser
import Foundation
import Glibc
import Jobs
import Logging

struct DeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dead",
        abstract: "See what was set aside, send on what is still of use, and remove the rest.",
        discussion: """
            Messages land in the queue codebode.dead when nobody could use them: signals that cannot be read, and what \
            took its workers down. Look at one before it is sent on.

            Needs the configuration and the broker. While a command looks, nobody else sees these letters. No code, \
            link, number or address is shown in full. Sealed jobs are opened with `seal.keys`, where it has their key.
            """,
        subcommands: [List.self, Show.self, Replay.self, Purge.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the letters.",
            discussion: """
                States: alive, expired, too_late (less life left than is useful), sealed (no key here opens it), \
                unreadable, unread (it took its workers down, and might take this command).

                With --json: `total` (in the queue), `letters`, a list of `job`, `kind`, `reason`, `age_s`, `state`, \
                `field` (what makes it unreadable), `detail` (what the worker said that set it aside), `remaining_s`.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var filter: DeadFilter

        func run() async throws {
            try await DeadCommand.look(common, filter) { box, report in
                if common.json {
                    let letters = report.letters.map(report.json)
                    print(jsonObject(["total": box.count, "letters": letters]))
                } else if report.letters.isEmpty {
                    print(box.count == 0 ? "No letter was set aside." : "None of the \(box.count) letters is meant.")
                } else {
                    print(report.table)
                    print("\(report.letters.count) of \(box.count) letters: \(report.tally).")
                }
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one letter, with secrets masked.",
            discussion: "With --json: what `list` says of it.")

        @OptionGroup var common: CommonOptions

        @Argument(help: "The job's id.")
        var job: String

        func run() async throws {
            var filter = try DeadFilter.parse([])
            filter.id = [job]
            filter.limit = 10_000
            try await DeadCommand.look(common, filter) { _, report in
                guard let letter = report.letters.first else {
                    throw CommandFailure(.badInput, "no letter of this job was set aside")
                }
                print(common.json ? jsonObject(report.json(letter)) : report.details(letter))
            }
        }
    }

    struct Replay: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send on to the workers what is still alive.",
            discussion: """
                Says first how many are alive, and asks. What is not alive stays, and it says why. What took its workers down \
                goes only with `--reason crashed` or its `--id`: mend the worker first. A job that was sent \
                before is not sent again: it goes through admission like any other. A letter leaves the queue when \
                RabbitMQ has its copy safe.

                Examples:
                  codebode dead replay --reason delivery_limit
                  codebode dead replay --id 0b7c4c1e-login-1 --yes --json

                With --json: `replayed` and `left` (a number for each state).
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var filter: DeadFilter

        @Flag(help: "Do not ask first. Without a terminal it is needed.")
        var yes = false

        func run() async throws {
            try await DeadCommand.look(common, filter) { box, report in
                let alive = report.letters.filter(filter.maySendOn)
                let question = "\(report.letters.count) letters: \(report.tally). Send \(alive.count) on?"
                let isWanted = try alive.isEmpty || DeadCommand.isWanted(question, yes: yes)
                let progress = Progress(total: alive.count)
                for (index, letter) in (isWanted ? alive : []).enumerated() {
                    try await box.replay(letter)
                    progress.show(index + 1)
                }
                if isWanted, !alive.isEmpty { try await box.settle() }
                let left = DeadReport(
                    letters: isWanted ? report.letters.filter { !filter.maySendOn($0) } : report.letters,
                    now: report.now)
                let replayed = isWanted ? alive.count : 0
                if common.json {
                    let counts = DeadLetter.State.allCases.map { state in
                        (state.rawValue, left.letters.count { $0.state == state })
                    }
                    print(
                        jsonObject(["replayed": replayed, "left": Dictionary(uniqueKeysWithValues: counts)]))
                } else {
                    print("Sent on: \(replayed). Left: \(left.tally).")
                }
            }
        }
    }

    struct Purge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove letters for good.",
            discussion: """
                Says first how many, and asks. Removes only what it has looked at: what is set aside meanwhile stays.

                Examples:
                  codebode dead purge --kind signals
                  codebode dead purge --reason rejected --yes --json

                With --json: `removed`.
                """)

        @OptionGroup var common: CommonOptions
        @OptionGroup var filter: DeadFilter

        @Flag(help: "Do not ask first. Without a terminal it is needed.")
        var yes = false

        func run() async throws {
            try await DeadCommand.look(common, filter) { box, report in
                let question = "\(report.letters.count) letters: \(report.tally). Remove them for good?"
                let isWanted = try report.letters.isEmpty || DeadCommand.isWanted(question, yes: yes)
                let removed = isWanted ? report.letters.count : 0
                if removed > 0 {
                    report.letters.forEach(box.remove)
                    try await box.settle()
                }
                print(common.json ? jsonObject(["removed": removed]) : "Removed: \(removed).")
            }
        }
    }

    /// Takes letters in hand for as long as `work` lasts.
    private static func look(
        _ common: CommonOptions, _ filter: DeadFilter, _ work: (DeadLetterBox, DeadReport) async throws -> Void
    ) async throws {
        ProcessGuard.apply()
        let settings = try await common.settings()
        Log.bootstrap(LogSettings(level: .error, format: .text))
        let box = try await DeadLetterBox(settings, most: filter.limit)
        do {
            try await work(box, DeadReport(letters: try filter.chosen(of: box.letters), now: .wallClock))
        } catch {
            await box.close()
            throw error
        }
        await box.close()
        flushStandardOutput()
    }

    private static func isWanted(_ question: String, yes: Bool) throws(CommandFailure) -> Bool {
        if yes { return true }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure(.badInput, "\(question) Say --yes; nothing was changed")
        }
        try? FileHandle.standardError.write(contentsOf: Data("\(question) [y/N] ".utf8))
        return ["y", "yes", "j", "ja"].contains(readLine()?.lowercased() ?? "")
    }
}
