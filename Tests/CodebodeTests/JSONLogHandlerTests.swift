import Foundation
import Glibc
import Jobs
import Logging
import TestSupport
import Testing

@testable import codebode

@Suite("A log line")
struct JSONLogHandlerTests {
    private static func event(_ message: Logger.Message, _ metadata: Logger.Metadata? = nil) -> LogEvent {
        LogEvent(
            level: .warning, message: message, metadata: metadata, source: nil, file: "", function: "", line: 0)
    }

    private func line(
        _ message: Logger.Message, _ metadata: Logger.Metadata? = nil, inherited: Logger.Metadata = [:]
    ) -> String {
        let bytes = JSONLogHandler.line("test", Self.event(message, metadata), inherited: inherited, at: noon)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("is one JSON object, fixed keys first, the others in order")
    func shape() {
        #expect(
            line("hello", ["b": "2", "a": "1"], inherited: ["b": "0", "c": "3"])
                == #"{"time":"2026-11-22T12:00:00.000Z","level":"warning","logger":"test","message":"hello","#
                + #""a":"1","b":"2","c":"3"}"# + "\n")
    }

    @Test(
        "cannot be forged by what a peer sent",
        arguments: ["a\nb", "a\r\nb", #"a","level":"critical"#, #"\"#, "\u{1B}[2J\0\u{7F}", "{}", "\t"])
    func forging(text: String) throws {
        let line = line("\(text)", [text: "\(text)"])
        #expect(line.utf8.filter { $0 == UInt8(ascii: "\n") }.count == 1)
        #expect(line.hasSuffix("}\n"))
        #expect(line.utf8.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
        let object = try JSONDecoder().decode([String: String].self, from: Data(line.utf8))
        #expect(object["message"] == text)
        #expect(object[text] == text)
        #expect(object["level"] == "warning")
        #expect(object.count == 5)
    }

    @Test("does not end the worker when nobody can take it")
    func fullDisk() async {
        await #expect(processExitsWith: .success) {
            dup2(open("/dev/full", O_WRONLY), STDERR_FILENO)
            JSONLogHandler(label: "test", logLevel: .info).log(event: Self.event("hello"))
        }
    }
}
