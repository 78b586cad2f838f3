import Cryptography
import Foundation
import TestSupport
import Testing

@testable import codebode

@Suite("The key of the hashes")
struct HashKeyTests {
    private let folder = TemporaryFolder()

    private func settings(key: String = "") async throws -> StoreSettings {
        let yaml =
            SettingsSample.minimal + "store: {url: \"sqlite:\(folder.path("codebode.db"))\", hash_key: \"\(key)\"}"
        return try await SettingsSample.read(yaml).store
    }

    @Test("a digest is 128 bits of HMAC-SHA256 in hex")
    func digest() {
        // RFC 4231, test case 2
        #expect(
            HashKey(Array("Jefe".utf8)).digest(Array("what do ya want for nothing?".utf8))
                == "5bdcc146bf60754e6a042426089575c7")
    }

    @Test("the configured key makes no file")
    func configured() async throws {
        let key = try HashKey.load(try await settings(key: String(repeating: "0b", count: 32)))
        #expect(key.digest([1]) == HashKey([UInt8](repeating: 11, count: 32)).digest([1]))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test("workers that start together get one key, which nobody else may read")
    func race() async throws {
        let settings = try await settings()
        let digests = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<32 { group.addTask { try HashKey.load(settings).digest([1]) } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(digests.count == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["codebode.db.key"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("codebode.db.key"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(try HashKey.load(settings).digest([1]) == digests.first)
    }

    @Test("a key that a person wrote into the file ends with a newline")
    func written() async throws {
        folder.write(String(repeating: "0b", count: 32) + "\n", to: "codebode.db.key")
        let key = try HashKey.load(try await settings())
        #expect(key.digest([1]) == HashKey([UInt8](repeating: 11, count: 32)).digest([1]))
    }

    @Test("a bad file stops the start, and stays as it is", arguments: ["", "abc", String(repeating: "0b", count: 31)])
    func bad(text: String) async throws {
        folder.write(text, to: "codebode.db.key")
        let settings = try await settings()
        let failure = #expect(throws: CommandFailure.self) { try HashKey.load(settings) }
        #expect(failure?.code == .configuration)
        #expect(
            failure?.message == "\(folder.path("codebode.db.key")): 64 hex digits are expected; or set store.hash_key")
        #expect(folder.read("codebode.db.key") == text)
        #expect(throws: CommandFailure.self) { try HashKey.check(settings) }
    }

    @Test("a check neither misses a key that is not there yet nor makes one")
    func unmade() async throws {
        try HashKey.check(try await settings())
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(
        "hex is digits in pairs and nothing else",
        arguments: [("", []), ("0aFf", [10, 255]), ("0", nil), ("0g", nil), ("+f", nil), ("0 ", nil), ("é0", nil)])
    func hex(text: String, bytes: [UInt8]?) {
        #expect([UInt8](hex: text) == bytes)
    }
}
