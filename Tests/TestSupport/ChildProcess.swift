import Glibc

/// A server program that ends with the test.
package final class ChildProcess: Sendable {
    private let pid: pid_t

    /// - Parameter output: file for what it prints.
    package init(_ arguments: [String], output: String = "/dev/null") {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)  // the threads of tests block signals, and the child would, too
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var pointers = arguments.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var pid = pid_t()
        let code = posix_spawn(&pid, arguments[0], &actions, &attributes, &pointers, environ)
        precondition(code == 0, "\(arguments[0]) does not start")
        self.pid = pid
    }

    deinit {
        kill(pid, SIGTERM)
        wait()
    }

    /// - Returns: true when it ended well.
    @discardableResult
    private func wait() -> Bool {
        var status: Int32 = 0
        return waitpid(pid, &status, 0) == pid && status == 0
    }

    /// A program that ends by itself.
    @discardableResult
    package static func run(_ arguments: [String]) -> Bool {
        ChildProcess(arguments).wait()
    }

    /// Blocks until the program listens there, for ten seconds at most.
    package func waitFor(_ port: UInt16) -> Bool {
        for _ in 0..<1000 {
            if let socket = Port.connect(port) {
                close(socket)
                return true
            }
            usleep(10_000)
        }
        return false
    }
}
