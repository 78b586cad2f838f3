import Foundation
import Glibc

/// A RabbitMQ of the tests' own: a private node on loopback, with its own ports and a folder that goes with it.
///
/// A shell stands between us and the node and waits on a pipe; when this process ends, in whatever way, the pipe closes,
/// and the shell takes the node, its port mapper and the folder away.
package final class Broker: Sendable {
    package let port: Int
    package let tlsPort: Int
    /// Trusts the certificate that the node shows as `localhost` on `tlsPort`.
    package let authorityFile: String
    /// Of a client, by the same authority. The node asks for no certificate, but judges the one that it is shown.
    package let clientFiles: (certificate: String, key: String)

    private let folder: URL
    private let environment: [String: String]
    private let warden: Warden

    /// One for the whole test run, for tests that leave it as they found it.
    package static func shared() async throws -> Broker { try await sharedTask.value }

    private static let sharedTask = Task { try await Broker.start() }

    /// One for a suite that kills, freezes or fills it. Takes some seconds, and ends with this process.
    package static func start() async throws -> Broker {
        let broker = try Broker()
        try await broker.warden.expect("ready")
        return broker
    }

    private init() throws {
        let ports = try freePorts(4)
        (port, tlsPort) = (ports[0], ports[1])
        let name = "broker-\(getpid())-\(ports[0])"
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        authorityFile = folder.appendingPathComponent("authority.pem").path
        clientFiles = (
            folder.appendingPathComponent("client.pem").path, folder.appendingPathComponent("client.key").path
        )
        environment = Broker.environment(folder: folder.path, port: ports[0], distribution: ports[2], mapper: ports[3])
        try Broker.writeFiles(in: folder, tlsPort: ports[1])
        warden = try Warden(script: Broker.script, environment: environment)
    }

    package var url: String { "amqp://guest:guest@127.0.0.1:\(port)/%2F" }

    /// Runs `rabbitmqctl` and returns what it printed.
    @discardableResult
    package func control(_ arguments: String...) async throws -> String {
        try await Command.run("/usr/lib/rabbitmq/bin/rabbitmqctl", ["--quiet"] + arguments, environment: environment)
    }

    /// A name no other test uses: a quorum queue that is deleted and declared again may stay broken.
    package func uniqueName(_ stem: String = "test") -> String {
        "\(stem).\(UUID().uuidString.prefix(8).lowercased())"
    }

    /// As an operator would load them.
    package func importDefinitions(_ json: String) async throws {
        let file = folder.appendingPathComponent("definitions-\(UUID().uuidString).json")
        try json.write(to: file, atomically: false, encoding: .utf8)
        try await control("import_definitions", file.path)
    }

    // MARK: Harm

    /// Returns when the node has written down that this quorum queue exists, which takes some seconds: 3.10 forgets
    /// the queue, with all that it confirmed, if it is killed before.
    package func expectOnDisk(_ quorumQueue: String) async throws {
        let names = folder.appendingPathComponent("data/test@localhost/quorum/test@localhost/names.dets")
        while try Data(contentsOf: names).range(of: Data(quorumQueue.utf8)) == nil { await Task.yield() }
    }

    /// As by `kill -9`. What was confirmed is on disk.
    package func kill() throws { try signal(SIGKILL) }

    package func restart() async throws {
        try warden.tell("again")
        try await warden.expect("ready")
    }

    /// The node stops answering, while the kernel keeps its connections.
    package func freeze() throws { try signal(SIGSTOP) }

    package func thaw() throws { try signal(SIGCONT) }

    package func setMemoryAlarm(_ isOn: Bool) async throws {
        try await control("set_vm_memory_high_watermark", "absolute", isOn ? "10MiB" : "4GiB")
    }

    package func closeAllConnections() async throws {
        try await control("close_all_connections", "test")
    }

    private func signal(_ number: Int32) throws {
        let text = try String(contentsOf: folder.appendingPathComponent("pid"), encoding: .utf8)
        guard let pid = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw BrokerError.noPid }
        Glibc.kill(pid, number)
    }
}

package enum BrokerError: Error {
    case noPid
    case noFreePort
    /// What it wrote before it went silent.
    case warden(String)
    case command(String, status: Int32, output: String)
}

extension Broker {
    private static func environment(folder: String, port: Int, distribution: Int, mapper: Int) -> [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8", "FOLDER": folder,
            "ERL_EPMD_PORT": "\(mapper)", "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "test@localhost", "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": "\(port)", "RABBITMQ_DIST_PORT": "\(distribution)",
            "RABBITMQ_MNESIA_BASE": "\(folder)/data", "RABBITMQ_LOG_BASE": "\(folder)/log",
            "RABBITMQ_SCHEMA_DIR": "\(folder)/schema", "RABBITMQ_GENERATED_CONFIG_DIR": "\(folder)/generated",
            "RABBITMQ_CONFIG_FILE": "\(folder)/rabbitmq", "RABBITMQ_ADVANCED_CONFIG_FILE": "\(folder)/advanced",
            "RABBITMQ_CONF_ENV_FILE": "/dev/null", "RABBITMQ_ENABLED_PLUGINS_FILE": "\(folder)/plugins",
            "RABBITMQ_PID_FILE": "\(folder)/pid",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS":
                "+S 1:1 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
        ]
    }

    private static func writeFiles(in folder: URL, tlsPort: Int) throws {
        let configuration = """
            listeners.ssl.1 = 127.0.0.1:\(tlsPort)
            ssl_options.cacertfile = \(folder.path)/authority.pem
            ssl_options.certfile = \(folder.path)/node.pem
            ssl_options.keyfile = \(folder.path)/node.key
            ssl_options.verify = verify_peer
            ssl_options.fail_if_no_peer_cert = false
            vm_memory_high_watermark.absolute = 4GiB
            disk_free_limit.absolute = 1MB

            """
        let files = ["rabbitmq.conf": configuration, "plugins": "[].\n", ".erlang.cookie": UUID().uuidString]
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: false, encoding: .utf8)
        }
        let cookie = folder.appendingPathComponent(".erlang.cookie").path
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: cookie)
    }

    /// Only the pipe ends it: a signal for the terminal's group is ours to handle.
    private static let script = """
        trap '' INT TERM HUP
        cd "$FOLDER" || exit 1
        node() { rm -f pid; /usr/lib/rabbitmq/bin/rabbitmq-server </dev/null >>node.log 2>&1 &
                 /usr/lib/rabbitmq/bin/rabbitmqctl --quiet wait pid --timeout 90 >>node.log 2>&1 && echo ready; }
        { openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout authority.key \
              -out authority.pem
          openssl req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout node.key -out node.csr
          echo subjectAltName=DNS:localhost > node.ext
          openssl x509 -req -in node.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
              -extfile node.ext -out node.pem
          openssl req -newkey rsa:2048 -nodes -subj /CN=client -keyout client.key -out client.csr
          openssl x509 -req -in client.csr -CA authority.pem -CAkey authority.key -CAcreateserial -days 2 \
              -out client.pem
        } >openssl.log 2>&1
        epmd -port "$ERL_EPMD_PORT" -address 127.0.0.1 </dev/null >/dev/null 2>&1 &
        mapper=$!
        node
        while read -r _; do node; done
        [ -s pid ] && kill -KILL "$(cat pid)"
        kill -KILL "$mapper"
        wait
        cd / && rm -rf "$FOLDER"
        """
}
