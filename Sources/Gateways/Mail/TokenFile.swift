import Glibc

/// A file that holds a token for a login. Others renew it, so it is read for each mail.
struct TokenFile: Sendable {
    private static let longest = 16 << 10
    let path: String

    /// Nil for what is no token: nothing, several words, or no regular file.
    func token() -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        var bytes = [UInt8](repeating: 0, count: Self.longest + 1)
        let count = read(file, &bytes, bytes.count)
        guard (1...Self.longest).contains(count) else { return nil }
        let lines = bytes.prefix(count).split { $0 == 0x0A || $0 == 0x0D }
        guard lines.count == 1, lines[0].allSatisfy({ (0x21..<0x7F).contains($0) }) else { return nil }
        return String(decoding: lines[0], as: UTF8.self)
    }
}
