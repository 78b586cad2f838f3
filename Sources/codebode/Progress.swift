import Foundation
import Glibc

/// How far a long run has come, on a terminal; nothing in a pipe.
struct Progress {
    private static let width = 30
    private static let shown = isatty(STDERR_FILENO) == 1

    let total: Int

    func show(_ done: Int) {
        guard Self.shown, total > 0 else { return }
        let filled = Self.width * done / total
        let bar = String(repeating: "=", count: filled) + String(repeating: " ", count: Self.width - filled)
        write("\r[\(bar)] \(done) of \(total)" + (done == total ? "\n" : ""))
    }

    private func write(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
    }
}
