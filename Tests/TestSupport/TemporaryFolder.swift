import Glibc

/// A folder that is gone after the test, with what is in it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() {
        var name = Array("/tmp/codebode-test-XXXXXX".utf8CString)
        path = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    }

    deinit {
        guard path != "/tmp" else { return }
        ChildProcess.run(["/bin/rm", "-rf", path])
    }

    package func write(_ text: String, to name: String) {
        guard let file = fopen(path(name), "w") else { return }
        fputs(text, file)
        fclose(file)
    }

    package func read(_ name: String) -> String {
        guard let file = fopen(path(name), "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    package func path(_ name: String) -> String {
        "\(path)/\(name)"
    }
}
