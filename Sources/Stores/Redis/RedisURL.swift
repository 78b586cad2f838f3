import Glibc

/// Which Redis to use, and how to get in:
/// `redis[s]://[user[:password]@]host[:port][,host[:port]…][/db]` or `redis+unix://[user:password@]/path[?db=N]`.
///
/// `rediss` is TLS. Several hosts are nodes of one cluster or names of one server; they are tried in turn.
package struct RedisURL: Sendable, Equatable, CustomStringConvertible {
    package let endpoints: [RedisEndpoint]
    package let usesTLS: Bool
    package let login: RedisLogin?
    package let database: Int

    package init(_ text: String) throws(RedisURLError) {
        guard let colon = text.firstRange(of: "://") else { throw .scheme }
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        let path = rest[authority.endIndex...]
        let at = authority.lastIndex(of: "@")
        let hosts = at.map { authority[authority.index(after: $0)...] } ?? authority

        let scheme = text[..<colon.lowerBound].lowercased()
        usesTLS = scheme == "rediss"
        switch scheme {
        case "redis", "rediss":
            guard !rest.contains("?"), !rest.contains("#") else { throw .query }
            var endpoints: [RedisEndpoint] = []
            for host in hosts.split(separator: ",", omittingEmptySubsequences: false) {
                endpoints.append(try Self.endpoint(host))
            }
            self.endpoints = endpoints
            database = path.count > 1 ? try Self.database(path.dropFirst()) : 0
        case "redis+unix":
            let (file, query) = try Self.fileAndQuery(path)
            guard hosts.isEmpty else { throw .path }
            endpoints = [.unix(path: file)]
            database = try query.map { text throws(RedisURLError) in try Self.database(text) } ?? 0
        default: throw .scheme
        }

        login = try at.map { at throws(RedisURLError) in try Self.login(authority[..<at]) }
        guard mayLogIn(at: endpoints) else { throw .passwordInClear }
    }

    /// Without the login.
    package var description: String {
        if case .unix(let path)? = endpoints.first {
            "redis+unix://\(path)\(database == 0 ? "" : "?db=\(database)")"
        } else {
            "redis\(usesTLS ? "s" : "")://\(endpoints.map(\.description).joined(separator: ","))\(database == 0 ? "" : "/\(database)")"
        }
    }

    /// Whether nobody on the way could read the login, if there is one.
    func mayLogIn(at endpoints: [RedisEndpoint]) -> Bool {
        login == nil || usesTLS || endpoints.allSatisfy(\.isLocal)
    }
}

extension RedisURL {
    private static func login(_ text: Substring) throws(RedisURLError) -> RedisLogin {
        guard let colon = text.firstIndex(of: ":") else { throw .login }
        let user = try decoded(text[..<colon])
        let password = try decoded(text[colon...].dropFirst())
        guard !password.isEmpty else { throw .login }
        return RedisLogin(user: user.isEmpty ? nil : user, password: password)
    }

    private static func endpoint(_ text: Substring) throws(RedisURLError) -> RedisEndpoint {
        let host: String
        let rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { throw .host }
            host = String(text[..<bracket].dropFirst())
            var six = in6_addr()
            guard inet_pton(AF_INET6, host, &six) == 1 else { throw .host }
            rest = text[bracket...].dropFirst()
        } else {
            let name = text.prefix { $0 != ":" }
            host = try decoded(name)
            rest = text[name.endIndex...]
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { throw .host }
        guard !rest.isEmpty else { return .tcp(host: host, port: 6379) }
        guard rest.hasPrefix(":"), let port = number(rest.dropFirst()).flatMap(UInt16.init(exactly:)), port > 0
        else { throw .port }
        return .tcp(host: host, port: port)
    }

    private static func fileAndQuery(_ text: Substring) throws(RedisURLError) -> (String, Substring?) {
        guard !text.contains("#") else { throw .query }
        let path = text.prefix { $0 != "?" }
        let query = text[path.endIndex...].dropFirst()
        guard query.isEmpty || query.hasPrefix("db=") else { throw .query }
        let file = try decoded(path)
        guard file.hasPrefix("/"), file.count > 1, file.utf8.count <= SocketAddress.longestPath else { throw .path }
        return (file, query.isEmpty ? nil : query.dropFirst(3))
    }

    private static func database(_ text: Substring) throws(RedisURLError) -> Int {
        guard let number = number(text).flatMap(Int32.init(exactly:)) else { throw .database }
        return Int(number)
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }

    /// A NUL would end a C string, so an encoded one is refused too.
    private static func decoded(_ text: Substring) throws(RedisURLError) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = rest.prefix(2)
            guard digits.count == 2, let hex = String(digits), hex.allSatisfy(\.isHexDigit),
                let value = UInt8(hex, radix: 16), value != 0
            else { throw .percentEncoding }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let string = String(validating: bytes, as: UTF8.self) else { throw .percentEncoding }
        return string
    }
}
