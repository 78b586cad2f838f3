import Testing

@testable import Web

@Suite("Who may speak to the sandbox")
struct HostNamesTests {
    @Test(
        "loopback and the configured names are answered",
        arguments: ["127.0.0.1", "127.0.0.1:8026", "LOCALHOST:8026", "[::1]", "[::1]:8026", "sandbox:8026"])
    func ours(authority: String) {
        #expect(HostNames(["Sandbox"]).include(authority))
    }

    @Test(
        "any other name is not",
        arguments: [
            nil, "", "evil.example", "evil.example:8026", "localhost.evil.example", "[::2]:8026", "127.0.0.1@evil",
        ])
    func others(authority: String?) {
        #expect(!HostNames(["sandbox"]).include(authority))
    }

    @Test(
        "a page of another origin may change nothing, a program may",
        arguments: [
            (nil, true), ("http://localhost:8026", true), ("http://localhost:9000", false),
            ("http://evil.example", false),
            ("null", false),
        ])
    func origins(origin: String?, allowed: Bool) {
        #expect(HostNames.isSameSite(origin: origin, authority: "localhost:8026") == allowed)
    }
}
