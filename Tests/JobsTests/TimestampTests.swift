import Foundation
import Jobs
import TestSupport
import Testing

struct TimestampTests {
    @Test(
        "a written time is read, with any offset and up to nine decimals",
        arguments: [
            ("2026-11-22T12:00:00Z", 1_795_348_800_000_000),
            ("2026-11-22t12:00:00z", 1_795_348_800_000_000),
            ("2026-11-22 12:00:00Z", 1_795_348_800_000_000),
            ("2026-11-22T13:00:00+01:00", 1_795_348_800_000_000),
            ("2026-11-22T06:30:00-05:30", 1_795_348_800_000_000),
            ("2026-11-23T11:59:00+23:59", 1_795_348_800_000_000),
            ("2026-11-22T12:00:00-00:00", 1_795_348_800_000_000),
            ("2026-11-22T12:00:00.5Z", 1_795_348_800_500_000),
            ("2026-11-22T12:00:00.000001Z", 1_795_348_800_000_001),
            ("2026-11-22T12:00:00.123456789+00:00", 1_795_348_800_123_456),
            ("2026-11-22T12:00:60Z", 1_795_348_860_000_000),
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T00:00:00+01:00", -3_600_000_000),
            ("2000-02-29T00:00:00Z", 951_782_400_000_000),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000_000),
            ("2400-02-29T00:00:00Z", 13_574_563_200_000_000),
            ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
        ])
    func reads(text: String, microseconds: Int64) {
        #expect(Timestamp(rfc3339: text)?.microseconds == microseconds)
    }

    @Test(
        "what is no RFC 3339 time with an offset is refused",
        arguments: [
            "", "now", "1795348800", "2026-11-22", "2026-11-22T12:00:00", "2026-11-22T12:00Z", "20261122T120000Z",
            "2026-11-22T12:00:00+0100", "2026-11-22T12:00:00+01", "2026-11-22T12:00:00+24:00",
            "2026-11-22T12:00:00+01:60", "2026-11-22T12:00:00 +01:00", "2026-11-22T12:00:00.Z",
            "2026-11-22T12:00:00,5Z", "2026-11-22T12:00:00.1234567890Z", "2026-11-22T12:00:00Z ",
            " 2026-11-22T12:00:00Z", "2026-11-22T12:00:00ZZ", "2026-11-22T24:00:00Z", "2026-11-22T12:60:00Z",
            "2026-11-22T12:00:61Z", "2026-00-22T12:00:00Z", "2026-13-22T12:00:00Z", "2026-11-00T12:00:00Z",
            "2026-11-31T12:00:00Z", "2026-01-32T12:00:00Z", "2026-02-29T12:00:00Z", "2100-02-29T12:00:00Z",
            "1969-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-026-11-22T12:00:00Z",
            "+2026-11-22T12:00:00Z", "2026-W47-7T12:00:00Z", "２０２６-11-22T12:00:00Z", "2026-11-22T12:00:00Z\u{0}",
        ])
    func refuses(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test(
        "a time is written in UTC with milliseconds, rounded down",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (999, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_795_348_800_250_999, "2026-11-22T12:00:00.250Z"), (951_782_400_000_000, "2000-02-29T00:00:00.000Z"),
            (4_107_542_399_999_999, "2100-02-28T23:59:59.999Z"), (4_107_542_400_000_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999Z"),
        ])
    func writes(microseconds: Int64, text: String) {
        #expect(Timestamp(microseconds: microseconds).rfc3339 == text)
    }

    @Test("every time of four-digit years is written as Foundation writes it, and read back")
    func roundTrip() {
        var random = SeededGenerator(seed: 3339)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for _ in 0..<20_000 {
            let milliseconds = Int64.random(in: 0..<253_402_300_800_000, using: &random)
            let timestamp = Timestamp(microseconds: milliseconds * 1_000)
            // The added quarter keeps Foundation's floating-point seconds away from the edge of a millisecond.
            let date = Date(timeIntervalSince1970: (Double(milliseconds) + 0.25) / 1_000)
            guard timestamp.rfc3339 == date.formatted(style), Timestamp(rfc3339: timestamp.rfc3339) == timestamp else {
                Issue.record("\(milliseconds) ms is written as \(timestamp.rfc3339), not \(date.formatted(style))")
                return
            }
        }
    }

    @Test("each day of four centuries follows the day before it")
    func everyDay() throws {
        var day = try #require(Timestamp(rfc3339: "1970-01-01T00:00:00Z"))
        let end = try #require(Timestamp(rfc3339: "2370-01-01T00:00:00Z"))
        var count = 0
        while day < end, Timestamp(rfc3339: day.rfc3339) == day {
            day = day + .seconds(86_400)
            count += 1
        }
        #expect(count == 146_097)
    }

    @Test("any peer's text is read without a trap")
    func noise() {
        var random = SeededGenerator(seed: 1)
        let valid = Array("2026-11-22T12:00:00.123456+01:00".utf8)
        var read = 0
        for _ in 0..<20_000 {
            var text = valid
            for _ in 0...Int.random(in: 0..<3, using: &random) {
                text[Int.random(in: 0..<text.count, using: &random)] = UInt8.random(in: 0x20...0x7E, using: &random)
            }
            if let timestamp = Timestamp(rfc3339: String(decoding: text, as: UTF8.self)) {
                read += 1
                #expect(timestamp.rfc3339.utf8.count >= 24)
            }
        }
        #expect(read > 100)
    }

    @Test("spans are added and taken away to the microsecond")
    func spans() {
        #expect(noon + .microseconds(1) > noon)
        #expect((noon + .seconds(2)) - noon == .seconds(2))
        #expect(noon - .milliseconds(1) == Timestamp(microseconds: noon.microseconds - 1_000))
        #expect(Duration.microseconds(-1_999).wholeMilliseconds == -1)
        #expect(Duration.nanoseconds(1_999).wholeMicroseconds == 1)
        #expect(Duration.milliseconds(1_999).wholeSeconds == 1)
    }
}
