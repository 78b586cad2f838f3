import Dispatch
import EventLoop
import Foundation

@testable import codebode

/// `codebode.yaml`: whatever stands in it, the start tells what is wrong with it, and where.
enum SettingsTarget: FuzzTarget {
    static let name = "settings"

    private static let file = FileManager.default.temporaryDirectory
        .appending(path: "codebode-fuzz-\(ProcessInfo.processInfo.processIdentifier).yaml").path

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        do {
            try Data(input).write(to: URL(filePath: file))
        } catch {
            throw BrokenPromise(description: "\(file) cannot be written: \(error)")
        }
        defer { unlink(file) }
        guard let error = findings() else { return }
        try refuse("refused without a word", if: error.isEmpty)
        let lines = input.text.unicodeScalars.count { $0.properties.isWhitespace } + 2
        for finding in error {
            guard finding.hasPrefix(file + ":") else {
                throw BrokenPromise(description: "a finding without its file: \(finding)")
            }
            let place = finding.dropFirst(file.count + 1).prefix { $0 != ":" }
            let isPlaced = Int(place).map { (1...lines).contains($0) } ?? place.hasPrefix(" ")
            try refuse("a finding without a place: \(finding)", if: !isPlaced)
        }
    }

    /// `nil` where there are none.
    private static func findings() -> [String]? {
        let found = Locked<[String]?>(nil)
        let done = DispatchSemaphore(value: 0)
        Task.detached {
            do throws(SettingsError) {
                _ = try await Settings.read(file, environment: [:])
            } catch {
                found.withLock { $0 = error.findings }
            }
            done.signal()
        }
        done.wait()
        return found.withLock { $0 }
    }
}
