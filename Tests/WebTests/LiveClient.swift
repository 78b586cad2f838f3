import Foundation

/// A client in another language that talks to a running sandbox; what it prints is read line by line.
struct LiveClient {
    let lines: AsyncStream<String>
    private let process: Process
    private let status: AsyncStream<Int32>

    init(_ script: String, _ arguments: [String]) throws {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.common + script] + arguments
        process.standardOutput = output
        let (lines, line) = AsyncStream.makeStream(of: String.self)
        let (status, ended) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            ended.yield($0.terminationStatus)
            ended.finish()
        }
        try process.run()
        // A thread of its own: under ThreadSanitizer, `readabilityHandler` came to a crash in libdispatch.
        Thread.detachNewThread {
            var text: [UInt8] = []
            while case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                text += data
                while let end = text.firstIndex(of: UInt8(ascii: "\n")) {
                    line.yield(String(decoding: text[..<end], as: UTF8.self))
                    text.removeSubrange(...end)
                }
            }
            line.finish()
        }
        self.lines = lines
        self.process = process
        self.status = status
    }

    /// The exit status; 0 when every assertion of the script held.
    func end() async -> Int32 {
        await status.first { _ in true } ?? -1
    }

    private static let common = #"""
        import json, smtplib, socket, sys, urllib.error, urllib.request
        from email.message import EmailMessage
        ports = [int(port) for port in sys.argv[1:]]

        def connect(port):
            line = socket.create_connection(("127.0.0.1", port), timeout=20)
            return line, line.makefile("rb")

        def call(method, path, body=None, **headers):
            data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
            request = urllib.request.Request(f"http://127.0.0.1:{ports[0]}{path}", method=method, data=data,
                                             headers={name.replace("_", "-"): value for name, value in headers.items()})
            try:
                answer = urllib.request.urlopen(request, timeout=20)
            except urllib.error.HTTPError as error:
                answer = error
            text = answer.read()
            is_json = "json" in (answer.headers["Content-Type"] or "")
            return answer.status, json.loads(text) if is_json else text.decode(), answer.headers

        def sms(text="123456 is je inlogcode", **more):
            return call("POST", "/sms/messages", {"to": "+31612345678", "from": "Caren", "text": text, **more},
                        Authorization="Bearer key")

        """#
}
