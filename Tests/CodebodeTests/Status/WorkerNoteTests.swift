import Jobs
import Testing

@testable import codebode

@Suite("A worker's note")
struct WorkerNoteTests {
    @Test("is read as it was written")
    func roundTrip() {
        let note = StatusSample.note(
            isDraining: true, ways: [StatusSample.way("cm", state: "open", trouble: 1.5, rest: 0.25)],
            lastMinute: JobTotals(received: 1, refused: ["account_short": 2]))
        #expect(WorkerNote(note.bytes) == note)
        #expect(note.bytes.count < 1_000)
    }

    @Test("may hold what a later version adds, and is not read when it means something else")
    func versions() {
        let text = String(decoding: StatusSample.note().bytes, as: UTF8.self)
        #expect(WorkerNote(Array(text.replacing("{\"broker\"", with: "{\"lastProbe\":{},\"broker\"").utf8)) != nil)
        #expect(WorkerNote(Array(text.replacing("\"version\":1", with: "\"version\":2").utf8)) == nil)
    }

    @Test(
        "is not read if its numbers could not be reckoned with, or its words mean nothing",
        arguments: [
            ("\"state\":\"closed\"", "\"state\":\"ajar\""), ("\"channel\":\"sms\"", "\"channel\":\"fax\""),
            ("\"inFlight\":3", "\"inFlight\":9223372036854775807"), ("\"sent\":58", "\"sent\":-9223372036854775807"),
            ("\"taken\":3", "\"taken\":-1"), ("\"up\":7300", "\"up\":1e300"), ("\"ago\":1", "\"ago\":-1e13"),
        ])
    func reckonable(written: String, forged: String) {
        let text = String(decoding: StatusSample.note().bytes, as: UTF8.self)
        #expect(text.contains(written))
        #expect(WorkerNote(Array(text.replacing(written, with: forged).utf8)) == nil)
    }
}
