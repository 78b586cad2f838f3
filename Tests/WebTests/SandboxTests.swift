import Foundation
import Logging
import NIOCore
import ServiceLifecycle
import Testing

@testable import Web

@Suite("A running sandbox")
struct SandboxTests {
    private let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Runs a sandbox on free ports, a client beside it, and stops the sandbox when the client says so or ends.
    private func run(_ script: String) async throws -> Int32 {
        let (ready, bound) = AsyncStream.makeStream(of: BoundPorts.self)
        let options = Sandbox.Options(httpPort: 0, smtpPort: 0, hostNames: ["postbus"])
        let sandbox = Sandbox(options: options, logger: logger) { bound.yield($0) }
        let services = ServiceGroup(services: [sandbox], logger: logger)
        return try await withThrowingTaskGroup { group in
            group.addTask { try await services.run() }
            let ports = try #require(await ready.first { _ in true })
            let client = try LiveClient(script, ["\(ports.http)", "\(ports.smtp)"])
            _ = await client.lines.first { $0 == "stop" }
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
            return await client.end()
        }
    }

    @Test("it takes an SMS, shows it, and tells the open page; a page that is open when it stops is let go")
    func sms() async throws {
        let status = try await run(
            #"""
            line, events = connect(ports[0])
            line.sendall(b"GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while b"event: faults" not in events.readline(): pass

            status, receipt, _ = sms("€" * 81, reference="job-1", validity_s=300)
            assert status == 202 and receipt["status"] == "accepted" and receipt["segments"] == 2, receipt
            while b"event: message" not in events.readline(): pass
            told = json.loads(events.readline().removeprefix(b"data: "))
            kept = call("GET", "/messages/" + receipt["id"])[1]
            assert told == kept and kept["reference"] == "job-1" and kept["validity_s"] == 300, kept
            assert call("GET", "/messages?kind=sms&to=%2B31612345678")[1] == {"messages": [kept]}
            assert call("GET", "/messages/latest?to=+31612345678")[1] == kept
            assert call("GET", "/messages?to=+31600000000")[1] == {"messages": []}
            for path in ["/messages/sms_none", f"/messages/{receipt['id']}/html", "/nergens"]:
                status, answer, _ = call("GET", path)
                assert (status, answer["error"]["code"]) == (404, "not_found"), path

            assert call("POST", "/sms/messages", {})[0] == 401
            assert sms(subject="x")[1]["error"] == {"code": "unknown_field", "message": "unknown field subject"}
            assert sms("x" * 1531)[1]["error"]["code"] == "invalid_field"
            assert call("POST", "/sms/messages", b"x" * 70000, Authorization="Bearer key")[0] == 413
            assert call("GET", "/messages?kind=fax")[0] == 400

            assert call("GET", "/healthz", Host="evil.example")[0] == 421
            assert call("GET", "/healthz", Host="postbus:1")[0] == 200
            assert call("DELETE", "/messages", Origin="http://evil.example")[0] == 403
            assert len(call("GET", "/messages")[1]["messages"]) == 1
            assert call("DELETE", "/messages", Origin=f"http://127.0.0.1:{ports[0]}")[0] == 204
            while b"event: cleared" not in events.readline(): pass
            assert call("GET", "/messages")[1] == {"messages": []}

            status, page, headers = call("GET", "/")
            assert status == 200 and "'unsafe-inline'" not in headers["Content-Security-Policy"]
            for path in ["/inbox.css", "/inbox.js"]:
                assert path in page and call("GET", path)[0] == 200
            print("stop", flush=True)
            while events.readline(): pass
            """#)
        #expect(status == 0)
    }

    @Test("it takes a mail from a library and from a client that sends everything at once")
    func mail() async throws {
        let status = try await run(
            #"""
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = "Caren <noreply@caren.example>", "anna@example.org", "Één code"
            mail.set_content("Hallo,\n\n.\n..\nJe code: 482913\n")
            mail.add_alternative("<p>Je code: <b>482913</b> – één keer</p>", subtype="html")
            with smtplib.SMTP("127.0.0.1", ports[1], timeout=20) as server:
                server.send_message(mail)
                server.sendmail("a@x.nl", ["b@x.nl", "c@x.nl"], b"Subject: twee\r\n\r\nhoi\r\n")
            second, first = call("GET", "/messages?kind=email")[1]["messages"]
            assert first["subject"] == "Één code" and first["code"] == "482913", first
            assert first["text"] == "Hallo,\n\n.\n..\nJe code: 482913\n" and "<b>482913</b> – één" in first["html"], first
            assert second["to"] == "b@x.nl, c@x.nl" and second["from"] == "a@x.nl", second

            status, html, headers = call("GET", f"/messages/{first['id']}/html")
            assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'"), headers
            assert html == first["html"]
            status, raw, headers = call("GET", f"/messages/{first['id']}/raw")
            assert headers["Content-Type"] == "message/rfc822" and first["id"] + ".eml" in headers["Content-Disposition"]
            assert "From: Caren <noreply@caren.example>\r\n" in raw and "\r\n.\r\n..\r\n" in raw, raw

            line, replies = connect(ports[1])
            line.sendall(b"EHLO c\r\nMAIL FROM:<a@x.nl>\r\nRCPT TO:<d@x.nl>\r\nDATA\r\nhoi\r\n.\r\nQUIT\r\n")
            codes = [int(reply[:3]) for reply in replies.read().splitlines() if reply[3:4] == b" "]
            assert codes == [220, 250, 250, 250, 354, 250, 221], codes
            assert call("GET", "/messages/latest")[1]["to"] == "d@x.nl"

            # Nobody who hangs on, or hangs up half-way, keeps the sandbox from stopping.
            hanging, banner = connect(ports[1])
            banner.readline()
            print("stop", flush=True)
            assert banner.read() == b""
            """#)
        #expect(status == 0)
    }

    @Test("it fails as it was told: an error, a refusal, a connection that closes, each as often as asked")
    func faults() async throws {
        let status = try await run(
            #"""
            plan = {"sms": {"status": 503, "times": 1}, "mail": {"status": 451, "at": "end", "times": 1}}
            assert call("PUT", "/faults", plan)[0] == 200 and call("GET", "/faults")[1] == plan
            status, answer, _ = sms()
            assert (status, answer["error"]["code"]) == (503, "simulated_fault"), answer
            assert sms()[0] == 202
            server = smtplib.SMTP("127.0.0.1", ports[1], timeout=20)
            try:
                server.sendmail("a@x.nl", ["b@x.nl"], b"hoi")
                raise AssertionError("taken")
            except smtplib.SMTPDataError as error:
                assert error.smtp_code == 451
            server.sendmail("a@x.nl", ["b@x.nl"], b"hoi")
            assert len(call("GET", "/messages")[1]["messages"]) == 2 and call("GET", "/faults")[1] == {}

            call("PUT", "/faults", {"sms": {"refuse": ["+31612345678"]}, "mail": {"refuse": ["b@x.nl"]}})
            assert sms()[1]["error"]["code"] == "invalid_recipient"
            try:
                server.sendmail("a@x.nl", ["b@x.nl"], b"hoi")
                raise AssertionError("taken")
            except smtplib.SMTPRecipientsRefused as error:
                assert error.recipients["b@x.nl"][0] == 550
            assert call("DELETE", "/faults")[0] == 204 and call("DELETE", "/messages")[0] == 204

            call("PUT", "/faults", {"sms": {"drop": "after_body", "delay_ms": 10}, "mail": {"drop": "after_body"}})
            line, answer = connect(ports[0])
            body = b'{"to":"+31612345678","from":"Caren","text":"hoi"}'
            line.sendall(b"POST /sms/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer k\r\n"
                         b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert answer.read() == b""
            try:
                server.sendmail("a@x.nl", ["b@x.nl"], b"hoi")
                raise AssertionError("answered")
            except smtplib.SMTPServerDisconnected:
                pass
            kept = call("GET", "/messages")[1]["messages"]
            assert [(m["kind"], m["dropped"]) for m in kept] == [("email", True), ("sms", True)], kept

            status, answer, _ = call("PUT", "/faults", {"sms": {"satus": 500}})
            assert (status, answer["error"]["message"]) == (400, "unknown field sms.satus"), answer
            print("stop", flush=True)
            """#)
        #expect(status == 0)
    }

    @Test("a mail client that says nothing is told so and sent away")
    func idle() async throws {
        let server = try await SMTPServer.bind(
            host: "127.0.0.1", port: 0, idleTimeout: .milliseconds(20), inbox: Inbox(capacity: 1), logger: logger)
        let status = try await withThrowingTaskGroup { group in
            group.addTask { try await server.run() }
            let client = try LiveClient(
                "assert [l[:3] for l in connect(ports[0])[1].read().splitlines()] == [b'220', b'421']",
                ["\(server.port)"])
            let status = await client.end()
            group.cancelAll()
            return status
        }
        #expect(status == 0)
    }

    @Test("a port that another program holds is named in the error, for mail and for the web")
    func portInUse() async throws {
        let holder = try await SMTPServer.bind(
            host: "127.0.0.1", port: 0, inbox: Inbox(capacity: 1), logger: logger)
        let taken = ListenError.portInUse(host: "127.0.0.1", port: holder.port)
        for options in [Sandbox.Options(httpPort: 0, smtpPort: holder.port), .init(httpPort: holder.port, smtpPort: 0)]
        {
            let sandbox = Sandbox(options: options, logger: logger) { _ in }
            await #expect(throws: taken) { try await sandbox.run() }
        }
        await withThrowingTaskGroup { group in
            group.addTask { try await holder.run() }
            group.cancelAll()
        }
        #expect(taken.description == "127.0.0.1:\(holder.port) is in use by another program")
    }
}
