import Jobs
import Testing

@testable import codebode

@Suite("The URL of the management API")
struct ManagementURLTests {
    @Test("gives the place without the login, and the login decoded")
    func parts() throws {
        let url = try #require(ManagementURL("https://monitor:p%40ss@rabbit.example:15671/proxy/"))
        #expect("\(url)" == "https://rabbit.example:15671/proxy")
        #expect((url.user.revealed, url.password.revealed) == ("monitor", "p@ss"))
        #expect(!url.isPlaintext)
    }

    @Test(
        "on this machine needs no TLS",
        arguments: [
            ("http://a:b@127.0.0.1:15672", true), ("http://a:b@localhost:15672", true),
            ("http://a:b@[::1]:15672", true), ("http://a:b@127.example:15672", false),
            ("http://a:b@10.0.0.1:15672", false),
        ])
    func loopback(text: String, isLoopback: Bool) throws {
        #expect(try #require(ManagementURL(text)).isLoopback == isLoopback)
    }

    @Test(
        "is refused without a login, or with what it cannot have",
        arguments: [
            "https://rabbit.example", "https://user@rabbit.example", "amqp://a:b@rabbit.example", "rabbit.example",
            "https://a:b@", "https://a:b@rabbit.example?vhost=x", "https://a:b@rabbit.example#x", "https://a:b@ x",
        ])
    func refused(text: String) {
        #expect(ManagementURL(text) == nil)
    }
}
