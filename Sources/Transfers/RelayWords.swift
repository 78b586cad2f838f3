import CCurl

/// Listens to what a relay says before any mail.
final class RelayWords {
    private static let most = 16 << 10

    private var heard = 0
    private(set) var offersLogin = false
    private(set) var isLoggedIn = false

    /// `easy` must not outlive this.
    func listen(to easy: EasyHandle) {
        easy.set(CURLOPT_HEADERFUNCTION, hearLine, context: Unmanaged.passUnretained(self).toOpaque())
    }

    /// False when the relay talks without end.
    func hear(_ line: UnsafeRawBufferPointer) -> Bool {
        heard += line.count
        guard heard <= Self.most, line.count > 4 else { return heard <= Self.most }
        if line.starts(with: "250".utf8) {
            let word = line.dropFirst(4).prefix(5).map { $0 & 0xDF }  // in capitals; the blank becomes a NUL
            offersLogin = offersLogin || word == Array("AUTH\0".utf8)  // RFC 4954, section 3
        }
        isLoggedIn = isLoggedIn || line.starts(with: "235".utf8)  // RFC 4954, section 6
        return true
    }
}

private func hearLine(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    let words = context.map { Unmanaged<RelayWords>.fromOpaque($0).takeUnretainedValue() }
    return words?.hear(line) == true ? line.count : 0
}
