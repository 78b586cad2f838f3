/// The names under which the sandbox answers.
///
/// A page elsewhere can point its own name at 127.0.0.1 (DNS rebinding); it then speaks to us under that name.
struct HostNames: Sendable {
    private let names: Set<String>

    init(_ more: [String]) {
        names = Set(["127.0.0.1", "localhost", "[::1]"] + more.map { $0.lowercased() })
    }

    /// `authority` is the Host header: a name, and perhaps a port.
    func include(_ authority: String?) -> Bool {
        guard let authority = authority?.lowercased() else { return false }
        let bracket = authority.lastIndex(of: "]") ?? authority.startIndex
        let colon = authority[bracket...].lastIndex(of: ":") ?? authority.endIndex
        return names.contains(String(authority[..<colon]))
    }

    /// True when a page of this very site asks; a program sends no Origin.
    static func isSameSite(origin: String?, authority: String?) -> Bool {
        guard let origin else { return true }
        guard let authority else { return false }
        return ["http://\(authority)", "https://\(authority)"].contains { $0.lowercased() == origin.lowercased() }
    }
}
