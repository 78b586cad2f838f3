import Testing

@testable import Web

/// Those who would hold up others: what they get, and that nobody else notices.
extension ReceiptServerTests {
    @Test("who is refused again and again waits, and nobody else does")
    func refusedTooOften() async throws {
        let status = try await run(
            #"""
            good = {"id": "j1", "status": "DELIVRD"}
            for _ in range(20):
                assert post("/receipts/jasmin/geheim-0123456780", good)[0] == 403
            status, _, headers = call("POST", "/receipts/jasmin" + secret, urlencode(good).encode())
            assert (status, headers["Retry-After"], headers["Connection"]) == (429, "1", "close"), headers
            assert post("/receipts/jasmin" + secret, good, X_Forwarded_For="203.0.113.7")[0] == 200
            assert signed("/receipts/twilio?ref=1", {"id": "t1", "status": "DELIVRD"})[0] == 200
            for number in range(20):
                assert post(f"/receipts/nobody{number}", good)[0] == 404
            assert post("/receipts/somebody", good)[0] == 429
            """#)
        #expect(status == 0)
        #expect(desk.taken == ["jasmin j1 - delivered", "twilio t1 1 delivered"])
    }

    @Test("a vendor whose receipts are good may send as many as it likes")
    func many() async throws {
        let status = try await run(
            #"""
            line, answer = connect(ports[0])
            body = b"id=j1&status=DELIVRD"
            head = f"POST /receipts/jasmin{secret} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n"
            line.sendall((head.encode() + body) * 500)
            read = b""
            while read.count(b"HTTP/1.1 200 OK") < 500:
                more = line.recv(65536)
                assert more and b" 429 " not in more, more
                read += more
            """#)
        #expect(status == 0)
        #expect(desk.taken.count == 500)
    }

    @Test("a request that trickles in, or never comes, ends its connection; one that rests between two keeps it")
    func trickle() async throws {
        let status = try await run(
            #"""
            import time

            def ends(text, pause=0.1):
                """Sends it byte by byte, over and over, and says whether the connection ended without an answer."""
                line, answer = connect(ports[0])
                line.settimeout(pause)
                end = time.monotonic() + 15
                while time.monotonic() < end:
                    try:
                        if text:
                            line.sendall(text[:1])
                            text = text[1:] or text[-1:]
                        if line.recv(1000) == b"":
                            return True
                    except TimeoutError:
                        pass
                    except (ConnectionResetError, BrokenPipeError):
                        return True
                return False

            head = b"POST /receipts/jasmin%b HTTP/1.1\r\nHost: a\r\n" % secret.encode()
            for text in [b"", head + b"X: " + b"x" * 2000, head + b"Content-Length: 20000\r\n\r\n" + b"x" * 2000]:
                assert ends(text), text

            line, answer = connect(ports[0])
            body = b"id=j1&status=DELIVRD"
            for pause in [1.5, 0]:
                line.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
                assert b" 200 " in answer.readline()
                while answer.readline() != b"\r\n":
                    pass
                assert answer.read(len("ACK/Jasmin")) == b"ACK/Jasmin"
                time.sleep(pause)
            """#, requestLimit: .seconds(1))
        #expect(status == 0)
        #expect(desk.taken == ["jasmin j1 - delivered", "jasmin j1 - delivered"])
    }

    @Test("more connections than there is room for wait until one ends")
    func connections() async throws {
        let status = try await run(
            #"""
            # 512, and as many more as the server accepts in one go.
            held = [connect(ports[0])[0] for _ in range(560)]
            for line in held:
                line.sendall(b"GET /receipts/nobody HTTP/1.1\r\n")
            late, answer = connect(ports[0])
            late.sendall(b"GET /receipts/nobody HTTP/1.1\r\nHost: a\r\n\r\n")
            late.settimeout(1)
            try:
                assert late.recv(100) == b"wait"
            except TimeoutError:
                pass
            for line in held[:100]:
                line.close()
            late.settimeout(15)
            assert b" 404 " in late.recv(100)
            """#)
        #expect(status == 0)
    }

    @Test("a head without end is refused")
    func endlessHead() async throws {
        let status = try await run(
            #"""
            for lines in [b"X: " + b"x" * 9000 + b"\r\n", b"X: %b\r\n" % (b"x" * 7000) * 9, b"X: x\r\n" * 200]:
                line, answer = connect(ports[0])
                line.sendall(b"GET /receipts/jasmin HTTP/1.1\r\nHost: a\r\n" + lines + b"\r\n")
                try:
                    first = answer.readline()
                except ConnectionResetError:
                    first = b""
                assert first == b"" or b" 4" in first[:12], first
            """#)
        #expect(status == 0)
        #expect(desk.taken.isEmpty)
    }
}
