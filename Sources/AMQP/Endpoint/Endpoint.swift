import Glibc

/// Where one broker is, and how to get in; parsed from an AMQP URI (RabbitMQ's "URI specification").
package struct Endpoint: Sendable, Equatable, Discreet {
    package let usesTLS: Bool
    package let host: String
    package let port: UInt16
    package let vhost: String
    package let credentials: Credentials

    /// Comma-separated, in order of preference, as in `amqp.url`.
    package static func list(_ text: String) throws(EndpointError) -> [Endpoint] {
        var endpoints: [Endpoint] = []
        for part in text.split(separator: ",").map(\.trimmingSpaces) where !part.isEmpty {
            endpoints.append(try Endpoint(String(part)))
        }
        guard !endpoints.isEmpty else { throw .noEndpoint }
        return endpoints
    }

    package init(_ uri: String) throws(EndpointError) {
        guard let colon = uri.firstRange(of: "://") else { throw .scheme }
        switch uri[..<colon.lowerBound].lowercased() {
        case "amqp": usesTLS = false
        case "amqps": usesTLS = true
        default: throw .scheme
        }
        let rest = uri[colon.upperBound...]
        guard !rest.contains("?"), !rest.contains("#") else { throw .query }

        let authority = rest.prefix { $0 != "/" }
        let path = rest.dropFirst(authority.count + 1)
        // By the letter "host/" names an empty vhost; nobody has one, and everybody means the default.
        vhost = path.isEmpty ? "/" : try Self.decoded(path)

        let at = authority.lastIndex(of: "@")
        credentials = try Self.credentials(at.map { authority[..<$0] } ?? "guest:guest")
        let (host, port) = try Self.hostAndPort(at.map { authority[authority.index(after: $0)...] } ?? authority)
        self.host = host
        self.port = port ?? (usesTLS ? 5671 : 5672)
        if usesTLS, Self.isAddress(host) { throw .addressUnderTLS(host: host) }
    }

    /// With the password masked.
    package var description: String {
        "\(usesTLS ? "amqps" : "amqp")://\(credentials)@\(place)/\(vhost == "/" ? "" : vhost)"
    }

    /// Host and port, for logs.
    package var place: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    /// Whether the traffic stays on this machine.
    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.") && Self.isAddress(host)
    }
}

extension Endpoint {
    private static func credentials(_ text: Substring) throws(EndpointError) -> Credentials {
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        return Credentials(user: try decoded(text[..<colon]), password: try decoded(text[colon...].dropFirst()))
    }

    private static func hostAndPort(_ text: Substring) throws(EndpointError) -> (String, UInt16?) {
        let host: String
        let rest: Substring
        if text.hasPrefix("[") {
            guard let bracket = text.firstIndex(of: "]") else { throw .host }
            host = String(text[text.index(after: text.startIndex)..<bracket])
            guard isAddress(host) else { throw .host }
            rest = text[text.index(after: bracket)...]
        } else {
            let name = text.prefix { $0 != ":" }
            host = try decoded(name)
            rest = text[name.endIndex...]
        }
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { throw .host }
        if rest.isEmpty { return (host, nil) }
        guard rest.hasPrefix(":"), let port = UInt16(rest.dropFirst()), port > 0 else { throw .port }
        return (host, port)
    }

    /// C strings carry the parts into librabbitmq, so an encoded NUL is refused too.
    private static func decoded(_ text: Substring) throws(EndpointError) -> String {
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

    private static func isAddress(_ host: String) -> Bool {
        var four = in_addr()
        var six = in6_addr()
        return inet_pton(AF_INET, host, &four) == 1 || inet_pton(AF_INET6, host, &six) == 1
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop(while: \.isWhitespace)
        return start.lastIndex { !$0.isWhitespace }.map { start[...$0] } ?? ""
    }
}
