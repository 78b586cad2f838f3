import AMQP
import Admission
import Foundation
import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("Status in words")
struct StatusTextTests {
    @Test("what is wrong stands first, and numbers end in one column")
    func text() {
        let notes = [
            StatusSample.posted(
                StatusSample.note(ways: [StatusSample.way("cm", state: "open", trouble: 38, rest: 3)])),
            StatusSample.posted(
                StatusSample.note(inFlight: 12, program: "0.0.9"), by: "worker-b/812", age: .seconds(4)),
            StatusSample.posted(StatusSample.note(), by: "gone/2", age: .seconds(40)),
        ]
        let depths = StatusSample.depths(["codebode.send_code": QueueDepth(messages: 1_234, consumers: 2)])
        let lines = StatusSample.report(notes, depths).text(isColoured: false).split(
            separator: "\n", omittingEmptySubsequences: false
        ).dropFirst()
        #expect(
            lines.joined(separator: "\n") == """
                ‼ worker gone/2: silent for 40 s: it was killed, or hangs
                ‼ gateway cm: open for 40 s, next attempt within 1.0 s, as 1 of 2 workers see it

                  QUEUE                     READY  CONSUMERS   OLDEST  LAST TAKEN   AGED
                  codebode.send_code        1,234          2  ≤ 3.2 s   3.0 s ago  0.2 s
                  codebode.confirm_phone        0          2        -           -      -
                  codebode.security_notice      0          2        -           -      -
                  codebode.signals              0          2        -           -      -
                  codebode.retry.1s             0
                  codebode.retry.5s             0
                  codebode.retry.15s            0
                  codebode.retry.60s            0
                  codebode.dead                 0

                  WORKER        IN HAND  UP FOR  LAST HEARD  STATE   VERSION
                  a/1             3/200     2 h   2.0 s ago  works   \(Version.number)
                  worker-b/812   12/200     2 h   4.0 s ago  works   0.0.9
                ‼ gone/2          3/200     2 h    40 s ago  silent  \(Version.number)

                  WAY OUT    CHANNEL  BREAKER
                  127.0.0.1  email    closed
                ‼ cm         sms      closed in 1, open in 1

                  Last minute: 120 received, 116 sent, 0 failed, 4 rejected, 2 put off.
                  Refused by limits: none.
                """)
    }

    @Test("colours go around lines, never into their widths")
    func colours() {
        let report = StatusSample.report([StatusSample.posted(StatusSample.note(broker: .away))])
        let painted = report.text(isColoured: true)
        #expect(painted.contains("\u{1B}[1;31m× worker a/1: no connection to RabbitMQ\u{1B}[0m"))
        var bare = painted
        for code in ["1;31", "1;33", "32", "1", "0"] { bare = bare.replacing("\u{1B}[\(code)m", with: "") }
        #expect(bare == report.text(isColoured: false))
    }

    @Test("what stands in the store does not speak to the terminal")
    func forged() {
        let text = StatusSample.report([
            StatusSample.posted(StatusSample.note(broker: .away), by: "a\u{1B}[2J\n/1")
        ]).text(isColoured: false)
        #expect(!text.contains("\u{1B}"))
        #expect(text.contains("× worker a�[2J�/1: no connection to RabbitMQ\n"))
    }

    @Test(
        "spans are short",
        arguments: [
            (0, "0.0 s"), (0.449, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (119.4, "119 s"), (120, "2 min"),
            (7_199, "119 min"), (7_200, "2 h"), (172_799, "47 h"), (172_800, "2 d"),
        ])
    func spans(seconds: Double, words: String) {
        #expect(Duration(seconds: seconds).inWords == words)
    }

    @Test(
        "thousands are set apart",
        arguments: [
            (0, "0"), (12, "12"), (999, "999"), (1_000, "1,000"), (12_345, "12,345"), (123_456, "123,456"),
            (1_234_567, "1,234,567"), (-1_234, "-1,234"),
        ])
    func thousands(number: Int, words: String) {
        #expect(number.grouped == words)
    }

    @Test("what stands in the JSON is what was seen, and no more")
    func json() throws {
        let sightings = Sightings(
            depths: .success(StatusSample.depths()), unacknowledged: .success(["codebode.send_code": 7]),
            notes: .failure(CommandFailure(.unavailable, "no store")))
        let json = StatusReport(sightings, at: noon).json
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: any Sendable])
        #expect(!json.contains("\n"))
        #expect(object["last_minute"] == nil)
        #expect(object["unknown"] as? [String] == ["no store"])
        let queues = try #require(object["queues"] as? [[String: any Sendable]])
        #expect(queues[0]["unacknowledged"] as? Int == 7)
        #expect(queues[1]["unacknowledged"] == nil)
    }
}
