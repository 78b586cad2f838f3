import AMQP
import Admission
import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("What status makes of notes and queues")
struct StatusReportTests {
    private func texts(_ report: StatusReport) -> [String] {
        report.problems.map { "\($0.severity.mark) \($0.text)" }
    }

    private func codes(_ report: StatusReport) throws -> StatusReport.Queue {
        try #require(report.inbound.first { $0.name == "codebode.send_code" })
    }

    @Test("nothing is wrong with workers that are well")
    func well() throws {
        let report = StatusSample.report()
        #expect(texts(report) == [])
        #expect(report.lastMinute == JobTotals(received: 120, sent: 116, failed: 0, rejected: 4, waiting: 2))
        #expect(report.inbound.map(\.name).count == 4)
        #expect(report.aside.map(\.name).last == "codebode.dead")
        #expect(try codes(report).oldest == nil)
    }

    @Test("the oldest job is no older than the one that was last taken, by whichever worker")
    func oldest() throws {
        let notes = [
            StatusSample.posted(StatusSample.note(taken: ["send_code": .init(ago: 30, age: 1)])),
            StatusSample.posted(
                StatusSample.note(taken: ["send_code": .init(ago: 5, age: 2)]), by: "gone/2", age: .seconds(20)),
        ]
        let depths = StatusSample.depths(["codebode.send_code": QueueDepth(messages: 1_200, consumers: 2)])
        let report = StatusSample.report(notes, depths)
        #expect(try codes(report).taken == .seconds(25))
        #expect(try codes(report).takenAge == .seconds(2))
        #expect(try codes(report).oldest == .seconds(27))
        #expect(texts(report).contains("‼ queue codebode.send_code: 1,200 wait, and none was taken for 25 s"))
        let never = StatusSample.report([StatusSample.posted(StatusSample.note(taken: [:]))], depths)
        #expect(try codes(never).oldest == nil)
    }

    @Test("codes that are taken late are told of, until a minute ago")
    func late() {
        func told(_ ago: Double) -> [String] {
            texts(
                StatusSample.report([
                    StatusSample.posted(StatusSample.note(taken: ["send_code": .init(ago: ago, age: 12)]), age: .zero)
                ]))
        }
        #expect(told(1) == ["‼ queue codebode.send_code: jobs are 12 s old when they are taken"])
        #expect(told(60) == [])
    }

    @Test("a queue without workers, or without existence, is worse than one that is slow")
    func queues() {
        let report = StatusSample.report(
            StatusSample.two,
            StatusSample.depths([
                "codebode.send_code": QueueDepth(messages: 3, consumers: 0), "codebode.retry.5s": nil,
                "codebode.dead": QueueDepth(messages: 2, consumers: 0),
                "codebode.retry.1s": QueueDepth(messages: 9, consumers: 0),
            ]))
        #expect(
            texts(report) == [
                "× queue codebode.send_code: nobody takes from it, and 3 wait",
                "× queue codebode.retry.5s does not exist: codebode topology declare makes it",
                "‼ 2 dead letters: codebode dead list",
            ])
    }

    @Test("a worker that says nothing for 15 s counts no more, and stays to be seen")
    func silence() {
        let failing = StatusSample.note(ways: [StatusSample.way("cm", state: "open", trouble: 1, rest: 1)])
        let report = StatusSample.report([
            StatusSample.posted(StatusSample.note(), age: .milliseconds(14_999)),
            StatusSample.posted(failing, by: "b/7", age: .seconds(15)),
        ])
        #expect(texts(report) == ["‼ worker b/7: silent for 15 s: it was killed, or hangs"])
        #expect(report.lastMinute?.sent == 58)
        #expect(report.ways.map(\.workers) == [["closed": 1], ["closed": 1]])
        let alone = StatusSample.report([StatusSample.posted(failing, by: "b/7", age: .seconds(3_000))])
        #expect(texts(alone).first == "× no worker is alive")
        #expect(texts(StatusSample.report([])) == ["× no worker has written to the store in the last hour"])
    }

    @Test(
        "what a worker says of itself is told",
        arguments: [
            (StatusSample.note(broker: .away), "× worker a/1: no connection to RabbitMQ"),
            (
                StatusSample.note(broker: .blocked),
                "× worker a/1: RabbitMQ takes no messages: its memory or disk is short"
            ),
            (
                StatusSample.note(
                    inFlight: 70,
                    rooms: ["send_code": .init(taken: 66, size: 66), "confirm_phone": .init(taken: 4, size: 66)]),
                "‼ worker a/1: as many jobs in hand as it may have: 66 send_code"
            ),
        ])
    func worker(note: WorkerNote, text: String) {
        #expect(texts(StatusSample.report([StatusSample.posted(note)])) == [text])
    }

    @Test("a way out is as bad as the worker sees it that sees it worst, and time goes on after the note")
    func ways() {
        let mail = StatusSample.way("127.0.0.1", channel: "email")
        let report = StatusSample.report([
            StatusSample.posted(
                StatusSample.note(ways: [StatusSample.way("cm", state: "open", trouble: 38, rest: 7), mail])),
            StatusSample.posted(StatusSample.note(), by: "b/7"),
            StatusSample.posted(
                StatusSample.note(ways: [StatusSample.way("cm", state: "recovering", trouble: 20), mail]), by: "c/8"),
        ])
        #expect(
            texts(report) == ["‼ gateway cm: open for 40 s, next attempt within 5.0 s, as 1 of 3 workers see it"])
        #expect(report.ways.last?.workers == ["open": 1, "closed": 1, "recovering": 1])
        let overdue = StatusSample.report([
            StatusSample.posted(
                StatusSample.note(ways: [
                    StatusSample.way("relay.example", channel: "email", state: "open", trouble: 1, rest: 1)
                ]), age: .seconds(9))
        ])
        #expect(texts(overdue) == ["× relay relay.example: open for 10 s, next attempt within 1.0 s"])
    }

    @Test("a gateway that fails is an error only if no other of its channel is good")
    func others() {
        let failing = StatusSample.way("cm", state: "on_trial", trouble: 60)
        func severity(_ others: [WorkerNote.Way]) -> StatusProblem.Severity? {
            StatusSample.report([StatusSample.posted(StatusSample.note(ways: [failing] + others))]).problems.first?
                .severity
        }
        #expect(severity([StatusSample.way("spryng")]) == .warning)
        #expect(severity([StatusSample.way("relay", channel: "email")]) == .error)
    }

    @Test("what cannot be seen is named and left out, and the rest is shown")
    func unknown() throws {
        let sightings = Sightings(
            depths: .failure(CommandFailure(.unavailable, "no broker")),
            unacknowledged: .failure(CommandFailure(.unavailable, "no API")),
            notes: .failure(CommandFailure(.unavailable, "no store")))
        let report = StatusReport(sightings, at: noon)
        #expect(texts(report) == ["× no broker", "× no API", "× no store"])
        #expect(report.unknown.count == 3)
        #expect(try codes(report).ready == nil)
        #expect(report.lastMinute == nil)
    }

    @Test("a note that cannot be read is no reason to be silent of its worker", arguments: ["", "{}", "[1]", "\u{0}"])
    func unreadable(body: String) {
        let report = StatusSample.report([
            StatusSample.posted(StatusSample.note()),
            PostedNote(worker: "b/7", body: Array(body.utf8), age: .seconds(1)),
        ])
        #expect(texts(report) == ["‼ worker b/7: another version wrote its note"])
    }

    @Test("the last probe is the one of the worker that looked last; one that failed is told first")
    func probes() {
        let well = WorkerNote.Probe(channel: "sms", isWell: true, ago: 40, accepted: 0.4, delivered: 2.1)
        let failed = WorkerNote.Probe(channel: "email", isWell: false, ago: 50)
        let older = WorkerNote.Probe(channel: "sms", isWell: false, ago: 340)
        let report = StatusSample.report([
            StatusSample.posted(StatusSample.note(probes: [older])),
            StatusSample.posted(StatusSample.note(probes: [failed, well]), by: "b/7", age: .seconds(4)),
        ])
        #expect(texts(report) == ["× the probe by email of 54 s ago failed"])
        let lines = report.text(isColoured: false).split(separator: "\n").suffix(2)
        #expect(
            lines == [
                "  Probe by email, 54 s ago: failed.",
                "  Probe by sms, 44 s ago: accepted after 0.4 s, delivered after 2.1 s.",
            ])
    }
}
