import Dispatch
import Foundation
import Glibc
import Synchronization

/// A shell script that does what it is told over a pipe, and cleans up when the pipe closes.
final class Warden: Sendable {
    private let orders: FileHandle
    private let answers: FileHandle

    init(script: String, environment: [String: String]) throws {
        signal(SIGPIPE, SIG_IGN)
        let (orders, answers) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = environment
        process.standardInput = orders
        process.standardOutput = answers
        process.standardError = FileHandle.nullDevice
        // The threads of tests may block signals; the shell would, too, and never hear of the end of a child.
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        self.orders = orders.fileHandleForWriting
        self.answers = answers.fileHandleForReading
    }

    func tell(_ order: String) throws {
        try orders.write(contentsOf: Data("\(order)\n".utf8))
    }

    /// Waits for this line, or fails with what came instead.
    func expect(_ line: String) async throws {
        let answer = await offThePool { [answers] in String(decoding: answers.availableData, as: UTF8.self) }
        guard answer == "\(line)\n" else { throw BrokerError.warden(answer) }
    }
}
