import Admission
import Cryptography
import Foundation
import Glibc
import Stores

/// Whether workers can agree on what was sent.
enum StoreExamination {
    @Sendable static func look(_ settings: Settings) async -> [Observation] {
        switch settings.store.place {
        case .sqlite(let path): [sqlite(path)]
        case .redis(let url): await redis(url, settings.store.tls)
        }
    }

    private static func sqlite(_ path: String) -> Observation {
        guard FileManager.default.fileExists(atPath: path) else { return absent(path) }
        do throws(StoreError) {
            try SQLiteStore.inspect(path)
            return .well("\(path) takes writes")
        } catch {
            switch error.kind {
            case .otherSchema: return .error("\(path): \(error)", "Name another file in store.url, or run its program.")
            case .full: return .error("\(path): \(error)", "Free space on its disk.")
            case .corrupt: return .error("\(path): \(error)", "docs/installing.md: when something is lost.")
            case .unavailable:
                return .error(
                    "\(path): \(error)", "Run this as the worker's user; may it write to the file and to its folder?")
            }
        }
    }

    /// Where there is no file, the first worker makes it, and its folder.
    private static func absent(_ path: String) -> Observation {
        let folder = existingFolder(of: path)
        guard access(folder, W_OK | X_OK) == 0 else {
            return .error(
                "\(path) is not there, and this user may not make it in \(folder)",
                "Run this as the worker's user, or let that one write there.")
        }
        return .well("\(path) is not there yet; the first worker makes it")
    }

    static func existingFolder(of path: String) -> String {
        var folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        while !FileManager.default.fileExists(atPath: folder.path), folder.path != "/" {
            folder.deleteLastPathComponent()
        }
        return folder.path
    }

    private static func redis(_ url: RedisURL, _ files: TLSFiles) async -> [Observation] {
        let (greetings, greet) = AsyncStream.makeStream(of: RedisGreeting.self)
        let options: RedisOptions
        do {
            options = try RedisOptions(url, files: files)
        } catch {
            return [
                .error("\(files.key(of: error.file, in: "store")): \(error)", "A PEM file that this user may read.")
            ]
        }
        let connection: RedisConnection
        do {
            connection = try await RedisConnection(options) { _ = greet.yield($0) }
        } catch {
            return [.error("\(error)", "Start the command again.")]
        }
        defer { Task { await connection.close() } }
        do throws(RedisError) {
            try await connection.tryToWrite()
        } catch {
            return [
                .error(
                    "\(url): \(error)",
                    "Is it up, is it the primary, and may this user write to keys that begin with {codebode}?")
            ]
        }
        greet.finish()
        // Told of before anything is sent.
        let worries = await greetings.first { _ in true }.map(RedisWatch.worries) ?? []
        guard !worries.isEmpty else { return [.well("\(url) takes writes")] }
        return worries.map {
            .warning("\(url): \($0)", "redis.conf, or CONFIG SET and CONFIG REWRITE; docs/admission.md.")
        }
    }

    /// Only of a database: a Redis keeps to its own `maxmemory`, and its disk is elsewhere.
    @Sendable static func space(_ settings: Settings) async -> [Observation] {
        guard case .sqlite(let path) = settings.store.place else {
            return [.well("the store is a Redis, which has its own")]
        }
        let folder = existingFolder(of: path)
        var system = statvfs()
        guard statvfs(folder, &system) == 0 else { return [.error("\(folder) cannot be asked", "Is its disk there?")] }
        return [space(free: UInt64(system.f_bavail) * UInt64(system.f_frsize), in: folder)]
    }

    static func space(free: UInt64, in folder: String) -> Observation {
        let what = "\(free >> 20) MiB free in \(folder)"
        let remedy = "Free some: with a full disk nothing is sent."
        if free < 100 << 20 { return .error(what, remedy) }
        return free < 1 << 30 ? .warning(what, remedy) : .well(what)
    }
}
