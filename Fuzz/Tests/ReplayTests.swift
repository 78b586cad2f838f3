import Foundation
import Testing

/// What `make fuzz` has come upon (`Fuzz/corpus`), once more: as ordinary tests, without sanitizers.
@Suite("Inputs that were found by fuzzing")
struct ReplayTests {
    private static let all = fuzzTargets.map { $0.name }

    @Test("every promise holds for each of them", arguments: all)
    func replay(name: String) async throws {
        let target = try #require(fuzzTargets.first { $0.name == name })
        let folder = repository.appending(path: "Fuzz/corpus/\(name)")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!files.isEmpty)
        // Not on the few threads that other tests share: some targets wait.
        let broken = await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: files.compactMap { Self.broken($0, of: folder, target) })
            }
            thread.stackSize = 8 << 20  // as the program's own threads have
            thread.start()
        }
        #expect(broken == [])
    }

    private static func broken(_ file: String, of folder: URL, _ target: any FuzzTarget.Type) -> String? {
        do {
            let input = [UInt8](try Data(contentsOf: folder.appending(path: file)))
            try input.withUnsafeBufferPointer { input throws(BrokenPromise) in try target.check(input) }
            return nil
        } catch {
            return "\(file): \(error)"
        }
    }

    @Test("a target and its corpus have one name")
    func names() throws {
        let corpus = repository.appending(path: "Fuzz/corpus").path
        let folders = try FileManager.default.contentsOfDirectory(atPath: corpus)
        #expect(folders.sorted() == Self.all.sorted())
    }
}
