import AMQP
import Testing

struct EndpointTests {
    struct Case: Sendable {
        let uri: String
        let usesTLS: Bool
        let place: String
        let vhost: String
        let user: String
        let password: String

        init(_ uri: String, tls: Bool = false, _ place: String, vhost: String = "/", as login: (String, String)) {
            (self.uri, usesTLS, self.place, self.vhost) = (uri, tls, place, vhost)
            (user, password) = login
        }
    }

    @Test(
        "an AMQP URI names host, port, vhost and login",
        arguments: [
            Case("amqp://localhost", "localhost:5672", as: ("guest", "guest")),
            Case("amqp://localhost/", "localhost:5672", as: ("guest", "guest")),
            Case("AMQP://u:p@h:1/%2F", "h:1", as: ("u", "p")),
            Case("amqps://u:p@broker.example/otp", tls: true, "broker.example:5671", vhost: "otp", as: ("u", "p")),
            Case("amqp://u@h/a%2Fb", "h:5672", vhost: "a/b", as: ("u", "")),
            Case("amqp://u:p%40%3A%2f%2C@h", "h:5672", as: ("u", "p@:/,")),
            Case("amqp://u:a@b@h", "h:5672", as: ("u", "a@b")),
            Case("amqp://u:p:q@[::1]:5673", "[::1]:5673", as: ("u", "p:q")),
            Case("amqp://10.0.0.1:65535", "10.0.0.1:65535", as: ("guest", "guest")),
            Case("amqp://h/caf%C3%A9", "h:5672", vhost: "café", as: ("guest", "guest")),
        ]
    )
    func parses(_ example: Case) throws {
        let endpoint = try Endpoint(example.uri)
        #expect(endpoint.usesTLS == example.usesTLS)
        #expect(endpoint.place == example.place)
        #expect(endpoint.vhost == example.vhost)
        #expect(endpoint.credentials == Credentials(user: example.user, password: example.password))
    }

    @Test(
        "a wrong URI is refused for what is wrong with it",
        arguments: [
            ("", .scheme), ("localhost:5672", .scheme), ("http://h", .scheme), ("://h", .scheme),
            ("amqp://", .host), ("amqp://:5672", .host), ("amqp://[::1", .host), ("amqp://[h]", .host),
            ("amqp://a b", .host), ("amqp://h:", .port), ("amqp://h:0", .port), ("amqp://h:65536", .port),
            ("amqp://h:-1", .port), ("amqp://[::1]5672", .port), ("amqp://u:secret@h/%", .percentEncoding),
            ("amqp://u:secret%2@h", .percentEncoding), ("amqp://u:secret%zz@h", .percentEncoding),
            ("amqp://u:%00@h", .percentEncoding), ("amqp://u:%ff@h", .percentEncoding),
            ("amqp://h/v?heartbeat=1", .query), ("amqp://u:sec#ret@h", .query),
            ("amqps://10.0.0.1", .addressUnderTLS(host: "10.0.0.1")),
            ("amqps://[::1]", .addressUnderTLS(host: "::1")),
        ] as [(String, EndpointError)]
    )
    func refuses(uri: String, error: EndpointError) {
        #expect(throws: error) { try Endpoint(uri) }
        #expect(!error.description.contains("secret"))
    }

    @Test("a list is comma-separated, with spaces where one likes, and not empty")
    func list() throws {
        let endpoints = try Endpoint.list("amqp://a, amqps://b:1/v ,amqp://c")
        #expect(endpoints.map(\.place) == ["a:5672", "b:1", "c:5672"])
        #expect(throws: EndpointError.noEndpoint) { try Endpoint.list(" ") == [] || Endpoint.list("") == [] }
    }

    @Test("a password is printed nowhere, by no way of printing")
    func masked() throws {
        let endpoint = try Endpoint("amqp://anna:tulp%21@h/v")
        var dumped = ""
        dump(endpoint, to: &dumped)
        dump(endpoint.credentials, to: &dumped)
        let printed = [
            "\(endpoint)", endpoint.debugDescription, "\([endpoint])", "\(endpoint.credentials)",
            "\(Optional(endpoint.credentials) as Any)", dumped,
        ]
        for text in printed { #expect(!text.contains("tulp")) }
        #expect(endpoint.description == "amqp://anna:***@h:5672/v")
    }

    @Test(
        "loopback is known by its usual names",
        arguments: [
            ("amqp://localhost", true), ("amqp://127.0.0.53", true), ("amqp://[::1]", true),
            ("amqp://10.0.0.1", false), ("amqp://127.evil.example", false),
        ]
    )
    func loopback(uri: String, isLoopback: Bool) throws {
        #expect(try Endpoint(uri).isLoopback == isLoopback)
    }
}
