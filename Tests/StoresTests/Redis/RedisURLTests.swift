import Testing

@testable import Stores

struct RedisURLTests {
    struct Case: Sendable {
        let text: String
        let endpoints: [RedisEndpoint]
        var login: RedisLogin?
        var database = 0

        init(_ text: String, _ endpoints: RedisEndpoint..., user: String? = nil, password: String? = nil, db: Int = 0) {
            self.text = text
            self.endpoints = endpoints
            login = password.map { RedisLogin(user: user, password: $0) }
            database = db
        }
    }

    @Test(
        "a Redis address names hosts, login and database",
        arguments: [
            Case("redis://localhost", .tcp(host: "localhost", port: 6379)),
            Case("REDIS://localhost/", .tcp(host: "localhost", port: 6379)),
            Case("redis://10.0.0.1:7000/15", .tcp(host: "10.0.0.1", port: 7000), db: 15),
            Case("redis://[2001:db8::1]:7000", .tcp(host: "2001:db8::1", port: 7000)),
            Case("redis://[::1]", .tcp(host: "::1", port: 6379)),
            Case(
                "redis://a:7000,b,[::2]:7001", .tcp(host: "a", port: 7000), .tcp(host: "b", port: 6379),
                .tcp(host: "::2", port: 7001)),
            Case("redis://:s%40c%2Fret@127.0.0.1", .tcp(host: "127.0.0.1", port: 6379), password: "s@c/ret"),
            Case("redis://u:a:b@127.8.9.1/2", .tcp(host: "127.8.9.1", port: 6379), user: "u", password: "a:b", db: 2),
            Case("redis://u:a@b,c@[::1]", .tcp(host: "::1", port: 6379), user: "u", password: "a@b,c"),
            Case("redis://u:p@LocalHost:1", .tcp(host: "LocalHost", port: 1), user: "u", password: "p"),
            Case("rediss://redis.example/1", .tcp(host: "redis.example", port: 6379), db: 1),
            Case("rediss://u:p@10.0.0.1", .tcp(host: "10.0.0.1", port: 6379), user: "u", password: "p"),
            Case("redis+unix:///run/redis.sock", .unix(path: "/run/redis.sock")),
            Case("redis+unix:///run/a%20b.sock?db=3", .unix(path: "/run/a b.sock"), db: 3),
            Case("redis+unix://u:p@/r.sock", .unix(path: "/r.sock"), user: "u", password: "p"),
        ]
    )
    func parses(_ example: Case) throws {
        let url = try RedisURL(example.text)
        #expect(url.endpoints == example.endpoints)
        #expect(url.usesTLS == example.text.hasPrefix("rediss:"))
        #expect(url.login == example.login)
        #expect(url.login?.user == example.login?.user)
        #expect(url.login?.password == example.login?.password)
        #expect(url.database == example.database)
    }

    @Test(
        "a wrong address is refused for what is wrong with it, without repeating it",
        arguments: [
            ("", .scheme), ("localhost:6379", .scheme), ("http://h", .scheme), ("://h", .scheme),
            ("rediss://", .host), ("rediss://h/x", .database), ("rediss+unix:///run/redis.sock", .scheme),
            ("redis://", .host), ("redis://:6379", .host), ("redis://a,,b", .host), ("redis://[::1", .host),
            ("redis://[h]", .host), ("redis://a b", .host), ("redis://127.0.0.1,", .host),
            ("redis://h:", .port), ("redis://h:0", .port), ("redis://h:65536", .port), ("redis://h:+1", .port),
            ("redis://h:99999999999999999999", .port), ("redis://::1", .host), ("redis://[::1]7000", .port),
            ("redis://a::1", .port), ("redis://:secret/x@localhost", .host),
            ("redis://h/x", .database), ("redis://h/-1", .database), ("redis://h/1/2", .database),
            ("redis://h/99999999999", .database), ("redis://h/0?x=1", .query), ("redis://:secret#@localhost", .query),
            ("redis://secret@localhost", .login), ("redis://user:@localhost", .login), ("redis://@h", .login),
            ("redis://:secret@redis.example", .passwordInClear), ("redis://u:secret@10.0.0.1", .passwordInClear),
            ("redis://:secret@127.0.0.1,10.0.0.1", .passwordInClear), ("redis://:secret@127.1", .passwordInClear),
            ("redis://:secret@[::2]", .passwordInClear), ("redis://:secret@[::]", .passwordInClear),
            ("redis://:secret@[::ffff:127.0.0.1]", .passwordInClear),
            ("redis://:secret@127.0.0.1.example", .passwordInClear),
            ("redis://:secret%@localhost", .percentEncoding), ("redis://:secret%00@localhost", .percentEncoding),
            ("redis://:secret%ff@localhost", .percentEncoding), ("redis://%zz", .percentEncoding),
            ("redis+unix://host/path", .path), ("redis+unix://", .path), ("redis+unix:///", .path),
            ("redis+unix:///" + String(repeating: "x", count: 107), .path),
            ("redis+unix:///s?db=x", .database), ("redis+unix:///s?db=", .database), ("redis+unix:///s?x=1", .query),
        ] as [(String, RedisURLError)]
    )
    func refuses(text: String, error: RedisURLError) {
        #expect(throws: error) { try RedisURL(text) }
        #expect(!error.description.contains("secret"))
    }

    @Test(
        "a description shows no login",
        arguments: [
            ("redis://user:secret@localhost/4", "redis://localhost:6379/4"),
            ("redis://a,[::2]:7000", "redis://a:6379,[::2]:7000"),
            ("redis+unix://user:secret@/run/r.sock?db=1", "redis+unix:///run/r.sock?db=1"),
        ]
    )
    func describes(text: String, description: String) throws {
        let url = try RedisURL(text)
        var dumped = ""
        dump(url, to: &dumped)
        #expect(url.description == description)
        #expect(!dumped.contains("secret") && !dumped.contains("user"))
        #expect(!String(reflecting: url).contains("secret"))
    }
}
