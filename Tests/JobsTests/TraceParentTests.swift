import Foundation
import Jobs
import TestSupport
import Testing

@Suite("A publisher's trace")
struct TraceParentTests {
    /// The specification's own example.
    private static let example = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

    @Test("is told on as it came")
    func good() throws {
        let trace = try #require(TraceParent(Self.example))
        #expect(trace.text == Self.example)
        #expect(trace.id == "0af7651916cd43dd8448eb211c80319c")
        #expect(TraceParent(Self.example.dropLast(2) + "00")?.text == Self.example.dropLast(2) + "00")
    }

    @Test("of a later version is read by what this one knows of it")
    func later() {
        let start = "cc" + Self.example.dropFirst(2)
        #expect(TraceParent(start)?.text == Self.example)
        #expect(TraceParent(start + "-what-the-future-will-be-like")?.text == Self.example)
        #expect(TraceParent(start + ".what-the-future-will-not-be-like") == nil)
        #expect(TraceParent(start + String(repeating: "-", count: 60_000))?.text == Self.example)
    }

    @Test(
        "that breaks the rules is none",
        arguments: [
            "", "00", example + "-", example + "-00", example + " ", " " + example, example.uppercased(),
            "ff" + example.dropFirst(2), "0x" + example.dropFirst(2), String(example.dropLast()),
            "00-00000000000000000000000000000000-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
            "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
            "00-0af7651916cd43dd8448eb211c8031é-b7ad6b7169203331-01", "00-\"-\r\nX: 1-" + example,
        ])
    func bad(text: String) {
        #expect(TraceParent(text) == nil)
    }

    @Test("stands in the events of its own job and no other's, and is no part of what the job asks for")
    func events() throws {
        var job = try Job.sample()
        let bare = job.canonical
        job.trace = TraceParent(Self.example)
        #expect(job.canonical == bare)
        let other = try #require(JobID("job-0002"))
        let superseded = Rejection(.superseded, "why")
        let sent = OutcomeEvent(.sent(.sample), of: job.id, like: job, at: noon)
        let delivered = try #require(OutcomeEvent(isDelivered: true, following: sent, at: noon))
        let unreadable = OutcomeEvent(
            unreadable: Rejection(.invalid, "why"), kind: .sendCode, subject: nil, trace: job.trace, fingerprint: "00")
        for event in [sent, delivered, OutcomeEvent(duplicate: job, fingerprint: "00"), unreadable] {
            #expect(try trace(of: event) == Self.example, "\(event.id)")
        }
        #expect(try trace(of: OutcomeEvent(.rejected(superseded), of: other, like: job, at: noon)) == nil)
    }

    private func trace(of event: OutcomeEvent) throws -> String? {
        let object = try JSONSerialization.jsonObject(with: Data(event.body)) as? [String: Any]
        return object?["traceparent"] as? String
    }
}

extension Outcome.Sent {
    static let sample = Outcome.Sent(
        channel: .sms, provider: "demo", providerMessageID: "m-1", attempts: 2, segments: 1,
        queued: .milliseconds(250), elapsed: .microseconds(1_999), remaining: .milliseconds(419_999),
        possibleDuplicate: true)
}
