import Foundation
import Glibc
import ServiceLifecycle

/// Tells systemd how the worker is: it works, it reads its settings anew, it ends, it still turns (sd_notify(3)). Says
/// nothing where nobody asked.
///
/// A worker is ready when its configuration is read, its texts are compiled and its store is open; a broker that is away
/// is waited for, and no reason to be started again.
struct ServiceManager: Service, CustomStringConvertible {
    private let address: String
    /// Half the time that systemd waits for a sign of life; `nil` where it waits for none.
    private let interval: Duration?
    private let turn: @Sendable () async -> Void

    var description: String { "service-manager" }

    /// `nil` when no service manager has started this process.
    ///
    /// - Parameter turn: returns when the part that must not hang has come round.
    init?(
        environment: [String: String] = ProcessInfo.processInfo.environment, turn: @escaping @Sendable () async -> Void
    ) {
        guard let address = environment["NOTIFY_SOCKET"], address.hasPrefix("/") || address.hasPrefix("@"),
            address.utf8.count < MemoryLayout.size(ofValue: sockaddr_un().sun_path)
        else { return nil }
        self.address = address
        self.turn = turn
        let isForUs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        let limit = environment["WATCHDOG_USEC"].flatMap { Int64($0) } ?? 0
        interval = isForUs && limit > 0 ? .microseconds(limit / 2) : nil
    }

    func run() async throws {
        tell("READY=1")
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { await watch() }
        } onGracefulShutdown: {
            tell("STOPPING=1")
        }
    }

    /// From now on the settings are read anew, until `reloaded`.
    func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        tell("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1_000)")
    }

    /// Well or not: what there was goes on.
    func reloaded() {
        tell("READY=1")
    }

    /// Goes on until the task is cancelled. During the shutdown systemd has another limit (`TimeoutStopSec`).
    private func watch() async {
        while !Task.isCancelled {
            if interval != nil {
                await turn()
                tell("WATCHDOG=1")
            }
            try? await Task.sleep(for: interval ?? .seconds(1 << 30))
        }
    }

    /// One datagram; if it is lost, systemd notices by itself.
    private func tell(_ state: String) {
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var peer = sockaddr_un()
        peer.sun_family = sa_family_t(AF_UNIX)
        // An abstract name begins with a zero, which is written as @.
        let path = address.utf8.enumerated().map { $0.offset == 0 && $0.element == UInt8(ascii: "@") ? 0 : $0.element }
        withUnsafeMutableBytes(of: &peer.sun_path) { $0.copyBytes(from: path) }
        let size = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
        let bytes = Array(state.utf8)
        withUnsafePointer(to: &peer) { peer in
            peer.withMemoryRebound(to: sockaddr.self, capacity: 1) { peer in
                _ = sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), peer, size)
            }
        }
    }
}
