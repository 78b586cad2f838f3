import Cryptography
import Gateways
import Jobs
import Logging
import Stores
import Transfers

/// Holds the clock against others that people rely on.
enum ClockExamination {
    @Sendable static func look(_ settings: Settings) async -> [Observation] {
        if case .redis(let url) = settings.store.place, let skew = await skew(toRedisAt: url, settings.store.tls) {
            return [skew.observation(by: "Redis")]
        }
        guard let outlets = try? Outlets(settings, logger: Logger(label: "codebode")) else { return [] }
        for gateway in outlets.gateways {
            if let skew = await skew(toServerAt: gateway.address) { return [skew.observation(by: gateway.name)] }
        }
        return [.advice("nobody told the time: neither Redis nor a gateway", "Does NTP set it? timedatectl tells.")]
    }

    private static func skew(toRedisAt url: RedisURL, _ files: TLSFiles) async -> ClockSkew? {
        guard let options = try? RedisOptions(url, files: files),
            let connection = try? await RedisConnection(options, onConnect: { _ in })
        else { return nil }
        defer { Task { await connection.close() } }
        // The first answer waits for the connection.
        guard (try? await connection.time()) != nil else { return nil }
        let asked = Timestamp.wallClock
        guard let told = try? await connection.time() else { return nil }
        return ClockSkew(told: told, grain: .zero, asked: asked, answered: .wallClock)
    }

    /// HTTP tells whole seconds.
    private static func skew(toServerAt address: String) async -> ClockSkew? {
        let asked = Timestamp.wallClock
        guard let time = try? await ServerProbe(timeout: .seconds(2)).time(at: address).time else { return nil }
        return ClockSkew(
            told: Timestamp(microseconds: Int64(time) * 1_000_000), grain: .seconds(1), asked: asked,
            answered: .wallClock)
    }
}
