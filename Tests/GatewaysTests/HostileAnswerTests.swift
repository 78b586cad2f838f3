import Jobs
import TestSupport
import Testing
import Transfers

@testable import Gateways

/// No answer takes more time or memory than an honest one, or passes for a success that it is not.
@Suite(.timeLimit(.minutes(1)))
struct HostileAnswerTests {
    private static let gateways = ["jasmin", "kannel", "kpn", "sandbox", "sinch"]

    /// What a server does instead, given the status and body of a success.
    enum Trick: CaseIterable, Sendable {
        case hugeBody, announcedBody, endlessChunks, gzipped, redirect, interimFlood, megabyteOfHeaders, noEnd
        case bodyWithoutStatus, secondAnswer

        func play(_ connection: FaultConnection, _ status: String, _ body: String) {
            let megabyte = String(repeating: " ", count: 1 << 20)
            let head = "HTTP/1.1 \(status) OK\r\n"
            switch self {
            case .hugeBody:
                connection.send(head + "Content-Length: \((64 << 20) + body.utf8.count)\r\n\r\n" + body)
                for _ in 0..<64 where !connection.send(megabyte) { return }
            case .announcedBody:
                connection.send(head + "Content-Length: 9223372036854775807\r\n\r\n" + body)
            case .endlessChunks:
                connection.send(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk(body))
                while connection.send(chunk(megabyte)) {}
            case .gzipped:
                // Nobody asked for it, so it is not unpacked, and nothing can burst.
                let packed = Self.gzip(Array(body.utf8))
                connection.send(head + "Content-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
                connection.send(packed)
            case .redirect:
                connection.send("HTTP/1.1 307 x\r\nLocation: /elsewhere\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
                connection.send(body)
            case .interimFlood:
                while connection.send("HTTP/1.1 100 Continue\r\n\r\n") {}
            case .megabyteOfHeaders:
                connection.send(head)
                for _ in 0..<1_024 where !connection.send("X: \(String(repeating: "x", count: 1_020))\r\n") { return }
                connection.send("Content-Length: \(body.utf8.count)\r\n\r\n" + body)
            case .noEnd:
                connection.send(head + "Content-Length: 1000\r\n\r\n" + body)
            case .bodyWithoutStatus:
                connection.send(body)
            case .secondAnswer:
                connection.send(
                    "HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n" + head + "Content-Length: 0\r\n\r\n" + body)
            }
        }

        /// RFC 1952, with one block that is stored as it is.
        private static func gzip(_ bytes: [UInt8]) -> [UInt8] {
            let number = { (value: Int, count: Int) in (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
            }
            let checksum = bytes.reduce(UInt32.max) { checksum, byte in
                (0..<8).reduce(checksum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
            }
            let head: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF, 1]
            let block = head + number(bytes.count, 2) + number(~bytes.count, 2) + bytes
            return block + number(Int(~checksum), 4) + number(bytes.count, 4)
        }

        private func chunk(_ text: String) -> String {
            String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n"
        }
    }

    @Test("a trick is never taken for a success", arguments: gateways, Trick.allCases)
    func tricks(gateway: String, trick: Trick) async throws {
        let (status, body) = try #require(Vendor.successes[gateway])
        let server = FaultServer { connection in
            while let request = connection.readRequest() {
                guard request.hasPrefix("POST /oauth/") else { return trick.play(connection, "\(status)", body) }
                connection.send(Vendor.token())
            }
        }
        let answer = try await Vendor(gateway).send(to: server)
        #expect(answer.answerClass == (trick == .redirect ? .misconfigured : .unknown), "\(answer.note)")
        #expect(server.wire.count { !$0.hasPrefix("POST /oauth/") } == 1)
    }

    @Test("the same answers without a trick are successes", arguments: gateways)
    func honest(gateway: String) async throws {
        let (status, body) = try #require(Vendor.successes[gateway])
        let server = Vendor.server("\(status) OK", body)
        #expect(try await Vendor(gateway).send(to: server).answerClass == .accepted)
    }

    @Test("a server whose certificate has run out gets neither a message nor our login", arguments: ["kannel", "kpn"])
    func expired(gateway: String) async throws {
        let (authority, port) = (TestAuthority(), Port.unused())
        let (certificate, key) = authority.issue("IP:127.0.0.1", days: -1)
        let nginx = try Nginx(
            """
            server {
                listen 127.0.0.1:\(port) ssl;
                ssl_certificate \(certificate);
                ssl_certificate_key \(key);
                location / { return 202 '0: Accepted for delivery'; }
            }
            """, port: port)
        var options = HTTPClient.Options()
        options.authorities = authority.file
        let out = try Vendor(gateway).gateway(url: "https://127.0.0.1:\(port)", client: HTTPClient(options))
        let answer = await out.send(try .sample(), timeout: .seconds(10), now: noon)
        #expect(answer.verdict == .misconfigured)
        #expect(answer.note == (gateway == "kpn" ? "token: " : "") + "PEER_FAILED_VERIFICATION")
        withExtendedLifetime(nginx) {}
    }

    @Test("a token server can do no more than let us go without a token", arguments: Trick.allCases)
    func tokenTricks(trick: Trick) async throws {
        let body = #"{"access_token":"token-1","expires_in":"3599"}"#
        let server = FaultServer { connection in
            guard connection.readRequest() != nil else { return }
            trick.play(connection, "200", body)
        }
        let answer = try await Vendor("kpn").send(to: server)
        #expect(answer.answerClass == (trick == .redirect ? .misconfigured : .notSent), "\(answer.note)")
        #expect(server.wire.count == 1)
    }
}
