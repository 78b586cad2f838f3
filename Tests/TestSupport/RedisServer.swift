import Foundation
import Glibc

/// A Redis of the tests' own: on loopback and on a unix socket, with a folder that goes with it.
///
/// A shell stands between us and the server and waits on a pipe; when it is told to, or when the pipe closes because
/// this process ended, in whatever way, the shell takes the server and the folder away.
package final class RedisServer: Sendable {
    package let port: UInt16
    package let socketPath: String
    private let folder: URL
    private let warden: Warden

    /// - Parameter configuration: lines for `redis.conf`; without any, nothing is written to the disk.
    package static func start(_ configuration: String...) async throws -> RedisServer {
        try await start(configuration)
    }

    package static func start(_ configuration: [String]) async throws -> RedisServer {
        let server = try RedisServer(configuration)
        try await server.warden.expect("ready")
        return server
    }

    private init(_ configuration: [String]) throws {
        port = Port.unused()
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("redis-\(getpid())-\(port)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socketPath = folder.appendingPathComponent("redis.sock").path
        let lines = [
            "bind 127.0.0.1", "port \(port)", "unixsocket \(socketPath)", "dir \(folder.path)", "save \"\"",
        ]
        try (lines + configuration).joined(separator: "\n").write(
            to: folder.appendingPathComponent("redis.conf"), atomically: false, encoding: .utf8)
        warden = try Warden(script: Self.script, environment: ["PATH": "/usr/bin:/bin", "FOLDER": folder.path])
    }

    deinit {
        try? warden.tell("end")
    }

    package var url: String { "redis://127.0.0.1:\(port)" }

    /// Runs `redis-cli` and returns what it printed.
    @discardableResult
    package func command(_ arguments: String...) async throws -> String {
        try await Command.run("/usr/bin/redis-cli", ["-s", socketPath] + arguments)
    }

    /// All that was written, of a server that keeps an append-only file.
    package func appendOnlyText() throws -> String {
        let folder = folder.appendingPathComponent("appendonlydir")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }.joined()
    }

    // MARK: Harm

    /// As by `kill -9`.
    package func kill() throws { try signal(SIGKILL) }

    /// After `kill`.
    package func restart() async throws {
        try warden.tell("again")
        try await warden.expect("ready")
    }

    /// The server stops answering, while the kernel keeps its connections.
    package func freeze() throws { try signal(SIGSTOP) }

    package func thaw() throws { try signal(SIGCONT) }

    private func signal(_ number: Int32) throws {
        let text = try String(contentsOf: folder.appendingPathComponent("pid"), encoding: .utf8)
        guard let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw BrokerError.noPid }
        Glibc.kill(pid, number)
    }

    /// Only the pipe ends it: a signal for the terminal's group is ours to handle.
    private static let script = """
        trap '' INT TERM HUP
        cd "$FOLDER" || exit 1
        server() { redis-server redis.conf </dev/null >>server.log 2>&1 &
                   echo $! >pid
                   until redis-cli -s redis.sock ping 2>&1 | grep -qE 'PONG|NOAUTH|MASTERDOWN'; do
                       kill -0 "$(cat pid)" || { tail -n 3 server.log; return; }
                       sleep 0.02
                   done
                   echo ready; }
        server
        while read -r order && [ "$order" = again ]; do wait; server; done
        kill -KILL "$(cat pid)"
        wait
        cd / && rm -rf "$FOLDER"
        """
}
