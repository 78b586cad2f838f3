import Jobs
import Testing

@testable import Web

struct RefusalLimitTests {
    private let noon = Timestamp(seconds: 1_795_352_700)

    private func sender(_ number: Int, gateway: String = "acme") throws -> RefusalLimit.Sender {
        let peer = "203.\(number >> 16 & 255).\(number >> 8 & 255).\(number & 255)"
        return RefusalLimit.Sender(
            address: try #require(SourceAddress(peer: peer, forwarded: nil)), gateway: gateway)
    }

    @Test("after twenty refusals in a row there is one a second, and after a pause twenty again")
    func burst() throws {
        var limit = RefusalLimit()
        let sender = try sender(1)
        func refusals(at now: Timestamp) -> Int {
            var count = 0
            while !limit.isSpent(sender, now: now), count < 100 {
                limit.refused(sender, now: now)
                count += 1
            }
            return count
        }
        #expect(refusals(at: noon) == 20)
        #expect(refusals(at: noon + .milliseconds(999)) == 0)
        #expect(refusals(at: noon + .seconds(1)) == 1)
        #expect(refusals(at: noon + .seconds(5)) == 4)
        #expect(refusals(at: noon + .seconds(30)) == 20)
    }

    @Test("another address, and another gateway of the same address, are not concerned")
    func others() throws {
        var limit = RefusalLimit()
        for _ in 0..<20 { limit.refused(try sender(1), now: noon) }
        #expect(limit.isSpent(try sender(1), now: noon))
        #expect(!limit.isSpent(try sender(2), now: noon))
        #expect(!limit.isSpent(try sender(1, gateway: "other"), now: noon))
    }

    @Test("a clock that is set back shuts nobody out")
    func clock() throws {
        var limit = RefusalLimit()
        for _ in 0..<20 { limit.refused(try sender(1), now: noon) }
        #expect(!limit.isSpent(try sender(1), now: noon - .seconds(3_600)))
    }

    @Test("its memory is bounded, and who comes when it is full is read all the same")
    func full() throws {
        var limit = RefusalLimit()
        for number in 0..<(RefusalLimit.senders + 500) { limit.refused(try sender(number), now: noon) }
        #expect(limit.count == RefusalLimit.senders)
        let late = try sender(1 << 20)
        for _ in 0..<20 { limit.refused(late, now: noon) }
        #expect(!limit.isSpent(late, now: noon))
        // The others are forgotten by now.
        for _ in 0..<20 { limit.refused(late, now: noon + .seconds(2)) }
        #expect(limit.isSpent(late, now: noon + .seconds(2)))
        #expect(limit.count == 1)
    }

    struct Origin: Sendable {
        let peer: String
        let forwarded: String?
        /// Whose requests count together with this one's.
        let same: String
    }

    @Test(
        "a source is the connection's address, or the one that a proxy nearby tells last",
        arguments: [
            Origin(peer: "203.0.113.7", forwarded: nil, same: "203.0.113.7"),
            Origin(peer: "203.0.113.7", forwarded: "198.51.100.1", same: "203.0.113.7"),
            Origin(peer: "127.0.0.1", forwarded: "10.0.0.9, 198.51.100.1", same: "198.51.100.1"),
            Origin(peer: "10.1.2.3", forwarded: "198.51.100.1", same: "198.51.100.1"),
            Origin(peer: "172.16.0.1", forwarded: "198.51.100.1", same: "198.51.100.1"),
            Origin(peer: "172.32.0.1", forwarded: "198.51.100.1", same: "172.32.0.1"),
            Origin(peer: "192.168.1.1", forwarded: "nonsense", same: "192.168.1.1"),
            Origin(peer: "192.168.1.1", forwarded: "", same: "192.168.1.1"),
            Origin(peer: "::1", forwarded: "2001:db8:1:2::5", same: "2001:db8:1:2:ffff::1"),
            Origin(peer: "fd00::1", forwarded: "198.51.100.1", same: "198.51.100.1"),
            Origin(peer: "2001:db8:1:2::5", forwarded: "198.51.100.1", same: "2001:db8:1:2::6"),
            Origin(peer: "::ffff:127.0.0.1", forwarded: "::ffff:198.51.100.1", same: "198.51.100.1"),
        ])
    func source(origin: Origin) {
        let found = SourceAddress(peer: origin.peer, forwarded: origin.forwarded)
        let same = SourceAddress(peer: origin.same, forwarded: nil)
        #expect(found != nil)
        #expect(found == same)
    }

    @Test("a connection without an address has no source", arguments: [nil, "", "localhost"] as [String?])
    func none(peer: String?) {
        #expect(SourceAddress(peer: peer, forwarded: "198.51.100.1") == nil)
    }
}
