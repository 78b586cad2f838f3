import Foundation
import TestSupport

/// A `StoreProbe` process and the lines that it prints.
final class Probe {
    private let process = Process()
    private let output = Pipe()
    private var rest = Data()

    init(_ arguments: String..., by command: [String] = []) throws {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let words = command + [tests.appending(path: "StoreProbe").path()] + arguments
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// The next line; `nil` when the process has closed its output.
    func line() -> String? {
        while true {
            if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                defer { rest = Data(rest[(end + 1)...]) }
                return String(decoding: rest[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            rest.append(more)
        }
    }

    /// All that is still printed until the process ends.
    func lines() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        process.waitUntilExit()
        return lines
    }

    /// As the kernel or an operator would: no handler runs.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// True if this machine lets a process without rights mount a disk of its own.
    static let canMount: Bool = {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = smallDisk + ["true"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    /// Runs the command that follows in a namespace where `/mnt` is an empty disk of 1 MiB.
    static let smallDisk = [
        "unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
        #"mount -t tmpfs -o size=1m none /mnt && exec "$@""#, "sh",
    ]
}
