import Foundation
import Gateways
import InMemoryLogging
import Jobs
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@testable import Web

@Suite("A running server for receipts")
struct ReceiptServerTests {
    private let log = InMemoryLogHandler()
    let desk = RecordingDesk()

    private static func reader(_ receipts: String, secret: String) throws -> ReceiptReader {
        let yaml = """
            url: https://sms.acme.example
            path: /send
            body: {type: json, fields: {to: "{{to}}", text: "{{text}}"}}
            receipts: {\(receipts), statuses: {delivered: [DELIVRD], undelivered: [UNDELIV]}}
            """
        let definition = try GatewayDefinition(name: "acme", yaml: yaml, file: "acme.yaml")
        return try #require(try ReceiptReader(definition, credentials: ["key": Secret(secret)]))
    }

    /// Runs a server on a free port, a client beside it, and stops the server when the client says so or ends.
    func run(_ script: String, requestLimit: Duration = .seconds(20)) async throws -> Int32 {
        let readers = [
            "jasmin": try Self.reader(
                "type: form, id: id, status: status, answer: {body: ACK/Jasmin}, signature: {scheme: none, secret: key}",
                secret: "geheim-0123456789"),
            "twilio": try Self.reader(
                "type: form, id: id, reference: \"?ref\", status: status, signature: {scheme: twilio, secret: key}",
                secret: "12345"),
            "query": try Self.reader(
                "type: query, id: id, status: status, signature: {scheme: none, secret: key}",
                secret: "geheim-0123456789"),
        ]
        var logger = Logger(label: "test", factory: { [log] _ in log })
        logger.logLevel = .trace
        let publicURL = try #require(PublicURL("https://dlr.caren.example/sms/"))
        let routes = ReceiptRoutes(
            reader: { readers[$0] }, publicURL: publicURL, desk: desk, now: { Timestamp(seconds: 1_763_812_800) },
            logger: logger)
        let (ready, bound) = AsyncStream.makeStream(of: Int.self)
        let server = WebServer(
            host: "127.0.0.1", port: 0, receipts: routes, logger: logger, requestLimit: requestLimit
        ) { bound.yield($0) }
        let services = ServiceGroup(services: [server], logger: logger)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await services.run() }
            let port = try #require(await ready.first { _ in true })
            let client = try LiveClient(Self.common + script, ["\(port)"])
            _ = await client.lines.first { $0 == "stop" }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return await client.end()
        }
    }

    private static let common = #"""
        import base64, hashlib, hmac
        from urllib.parse import urlencode

        def post(path, fields, **headers):
            return call("POST", path, urlencode(fields).encode(), **headers)[:2]

        def signed(target, fields, key=b"12345", base="https://dlr.caren.example/sms"):
            text = base + target + "".join(name + value for name, value in sorted(fields.items()))
            signature = base64.b64encode(hmac.new(key, text.encode(), hashlib.sha1).digest()).decode()
            return post(target, fields, X_Twilio_Signature=signature)

        secret = "/geheim-0123456789"

        """#

    @Test("it hands what is signed well to the desk, and answers as the gateway wants")
    func taken() async throws {
        let status = try await run(
            #"""
            answer = post("/receipts/jasmin" + secret, {"id": "j1", "status": "DELIVRD", "to": "31612345678"})
            assert answer == (200, "ACK/Jasmin"), answer
            answer = call("GET", f"/receipts/query{secret}?id=q1&status=UNDELIV")[:2]
            assert answer == (200, ""), answer
            answer = signed("/receipts/twilio?ref=job%2D1", {"id": "t1", "status": "DELIVRD", "To": "+31612345678"})
            assert answer == (200, ""), answer
            # A status that the file does not name is no reason to send it again.
            assert post("/receipts/jasmin" + secret, {"id": "j2", "status": "BUFFRED"}) == (200, "ACK/Jasmin")
            """#)
        #expect(status == 0)
        #expect(
            desk.taken == [
                "jasmin j1 - delivered", "query q1 - undelivered", "twilio t1 job-1 delivered",
            ])
        #expect(messages == ["Receipts that the gateway's file does not explain {count=1, gateway=jasmin}"])
    }

    @Test("it refuses what is not signed well, without a word, and hands nothing on")
    func refused() async throws {
        let status = try await run(
            #"""
            good = {"id": "t1", "status": "DELIVRD"}
            target = "/receipts/twilio?ref=1"
            for answer in [
                signed(target, good, key=b"54321"), signed(target, good, base="https://evil.example/sms"),
                post(target, good), post(target, good, X_Twilio_Signature="x"),
                post("/receipts/jasmin/geheim-0123456780", good), post("/receipts/jasmin", good),
                post("/receipts/jasmin//", good),
            ]:
                assert answer in [(403, ""), (404, "")], answer
            assert post("/receipts/jasmin/geheim-0123456780", good) == (403, "")
            assert signed(target, good, key=b"54321") == (403, "")
            """#)
        #expect(status == 0)
        #expect(desk.taken.isEmpty)
        #expect(messages.contains("A receipt is refused {gateway=jasmin, reason=signature_missing}"))
        #expect(messages.contains("A receipt is refused {gateway=jasmin, reason=signature_wrong}"))
        #expect(messages.contains("A receipt is refused {gateway=twilio, reason=signature_wrong}"))
    }

    @Test("what is of no gateway, of another method, too large or unreadable has its own status")
    func others() async throws {
        let status = try await run(
            #"""
            good = {"id": "t1", "status": "DELIVRD"}
            assert post("/receipts/nobody", good)[0] == 404
            assert post("/receipts", good)[0] == 404
            assert post("/", good)[0] == 404
            status, _, headers = call("GET", "/receipts/jasmin" + secret)
            assert (status, headers["Allow"]) == (405, "POST"), headers
            status, _, headers = call("POST", f"/receipts/query{secret}?id=q1&status=UNDELIV", b"")
            assert (status, headers["Allow"]) == (405, "GET"), headers
            assert call("DELETE", "/receipts/jasmin" + secret)[0] in [404, 405]
            assert post("/receipts/jasmin" + secret, [("id", "a"), ("id", "b"), ("status", "DELIVRD")])[0] == 400
            assert call("POST", "/receipts/jasmin" + secret, b"\xff=%zz")[0] == 400
            fits = b"id=j1&status=DELIVRD&text=" + b"x" * ((256 << 10) - 26)
            assert call("POST", "/receipts/jasmin" + secret, fits)[0] == 200
            line, answer = connect(ports[0])
            line.sendall(b"POST /receipts/jasmin%b HTTP/1.1\r\nHost: a\r\nContent-Length: 262145\r\n\r\n" % secret.encode())
            line.sendall(b"x" * 262145)
            assert b" 413 " in answer.readline()
            """#)
        #expect(status == 0)
        #expect(desk.taken == ["jasmin j1 - delivered"])
    }

    @Test("nobody who hangs on, or stops in the middle of a receipt, keeps it from stopping")
    func hanging() async throws {
        let status = try await run(
            #"""
            idle, idle_answer = connect(ports[0])
            idle.sendall(b"GET /receipts/nobody HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b" 404 " in idle_answer.readline()
            half, half_answer = connect(ports[0])
            half.sendall(b"POST /receipts/jasmin%b HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\nid=j1" % secret.encode())
            print("stop", flush=True)
            for answer in [idle_answer, half_answer]:
                try:
                    answer.read()
                except ConnectionResetError:
                    pass
            """#)
        #expect(status == 0)
        #expect(desk.taken.isEmpty)
    }

    @Test("a desk that cannot take them makes the gateway send them again")
    func busy() async throws {
        desk.refuse(times: 1)
        let status = try await run(
            #"""
            good = {"id": "j1", "status": "DELIVRD"}
            assert post("/receipts/jasmin" + secret, good) == (503, "")
            assert post("/receipts/jasmin" + secret, good) == (200, "ACK/Jasmin")
            """#)
        #expect(status == 0)
        #expect(desk.taken == ["jasmin j1 - delivered"])
        #expect(
            messages == ["Receipts could not be taken; the gateway sends them again {error=Full, gateway=jasmin}"])
    }

    @Test("a log holds nothing of a receipt, at any level, and no secret")
    func secrecy() async throws {
        desk.refuse(times: 1)
        let status = try await run(
            #"""
            told = {"id": "vendor-id-1", "status": "DELIVRD", "to": "31612345678", "text": "482913 is je inlogcode"}
            for path in ["/receipts/jasmin" + secret, "/receipts/jasmin" + secret, "/receipts/jasmin/geheim-9"]:
                post(path + "?ref=my-reference", told)
            call("GET", f"/receipts/query{secret}?id=vendor-id-1&status=31612345678&text=482913")
            signed("/receipts/twilio?ref=my-reference", told, key=b"x")
            """#)
        #expect(status == 0)
        let all = log.entries.map { "\($0.message) \($0.metadata) \(String(describing: $0.error))" }
        #expect(all.contains { $0.contains("A receipt is refused") })
        for word in ["31612345678", "482913", "vendor-id", "my-reference", "geheim"] {
            #expect(!all.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test("a port that another program holds is named in the error")
    func portInUse() async throws {
        let holder = try await SMTPServer.bind(
            host: "127.0.0.1", port: 0, inbox: Inbox(capacity: 1), logger: Logger(label: "test") { [log] _ in log })
        let routes = ReceiptRoutes(
            reader: { _ in nil }, publicURL: try #require(PublicURL("https://caren.example")), desk: desk,
            now: { Timestamp(seconds: 0) }, logger: Logger(label: "test") { [log] _ in log })
        let server = WebServer(
            host: "127.0.0.1", port: holder.port, receipts: routes, logger: Logger(label: "test") { [log] _ in log })
        await #expect(throws: ListenError.portInUse(host: "127.0.0.1", port: holder.port)) { try await server.run() }
        await withThrowingTaskGroup { group in
            group.addTask { try await holder.run() }
            group.cancelAll()
        }
    }

    /// Of our own making, with their data.
    private var messages: [String] {
        log.entries.filter { $0.metadata["gateway"] != nil }.map { entry in
            let data = entry.metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(entry.message) {\(data.joined(separator: ", "))}"
        }
    }
}

private struct Full: Error {}

final class RecordingDesk: ReceiptDesk {
    private let state = Mutex((taken: [String](), refusals: 0))

    var taken: [String] { state.withLock { $0.taken } }

    func refuse(times: Int) {
        state.withLock { $0.refusals = times }
    }

    func take(_ reports: [DeliveryReport], of gateway: String) async throws {
        try state.withLock { state in
            if state.refusals > 0 {
                state.refusals -= 1
                throw Full()
            }
            state.taken += reports.map {
                "\(gateway) \($0.id ?? "-") \($0.reference ?? "-") \($0.status.rawValue)"
            }
        }
    }
}
