import Foundation
import Glibc
import Jobs

/// What the machine gives to a process that is started as this one was.
enum MachineExamination {
    @Sendable static func files(_ settings: Settings) async -> [Observation] {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return [] }
        return [
            files(
                allowed: Int(clamping: limit.rlim_cur), concurrency: settings.worker.concurrency,
                mailConnections: settings.mail.connections)
        ]
    }

    /// A connection to a gateway for each job in flight; three files for each mail connection, whose thread has two of its
    /// own; a hundred for the broker, the store, metrics and receipts.
    static func files(allowed: Int, concurrency: Int, mailConnections: Int) -> Observation {
        let needed = concurrency + 3 * mailConnections + 100
        guard allowed < needed else { return .well("\(allowed) open files are allowed, \(needed) may be needed") }
        return .warning(
            "\(allowed) open files are allowed, and \(needed) may be needed",
            "Raise it (LimitNOFILE= in systemd, ulimit -n), or lower worker.concurrency.")
    }

    /// Texts say in Dutch time until when a code is valid.
    @Sendable static func zone(_ settings: Settings) async -> [Observation] {
        let offsets = [1_737_000_000, 1_752_600_000].map { moment in  // a day in January, one in July
            TimeZone(identifier: "Europe/Amsterdam")?.secondsFromGMT(for: Date(timeIntervalSince1970: moment))
        }
        guard offsets == [3_600, 7_200] else {
            return [
                .error(
                    "Europe/Amsterdam is not known: mails would name the wrong hour",
                    "Install the time zones (Debian: tzdata), or start the program as it was built.")
            ]
        }
        return [.well("Europe/Amsterdam is known")]
    }

    @Sendable static func libraries(_ settings: Settings) async -> [Observation] {
        [.well(Version.libraries.map { "\($0) \($1)" }.joined(separator: ", "))]
    }
}
