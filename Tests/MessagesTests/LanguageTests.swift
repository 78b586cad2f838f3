import Jobs
import Testing

@testable import Messages

struct LanguageTests {
    @Test(
        "a span is told in words, rounded down, never as more than it is",
        arguments: [
            (-5, "minder dan 1 minuut", "less than 1 minute"), (0, "minder dan 1 minuut", "less than 1 minute"),
            (59, "minder dan 1 minuut", "less than 1 minute"), (60, "1 minuut", "1 minute"),
            (119, "1 minuut", "1 minute"), (420, "7 minuten", "7 minutes"), (3_599, "59 minuten", "59 minutes"),
            (3_600, "1 uur", "1 hour"), (3_661, "1 uur en 1 minuut", "1 hour and 1 minute"),
            (5_400, "1 uur en 30 minuten", "1 hour and 30 minutes"), (7_200, "2 uur", "2 hours"),
            (10_799, "2 uur en 59 minuten", "2 hours and 59 minutes"), (10_800, "3 uur", "3 hours"),
            (86_397, "23 uur", "23 hours"), (604_800, "168 uur", "168 hours"),
        ] as [(Int64, String, String)])
    func spans(seconds: Int64, dutch: String, english: String) {
        #expect(Language.dutch.words(for: .seconds(seconds)) == dutch)
        #expect(Language.english.words(for: .seconds(seconds)) == english)
    }

    @Test(
        "dates and times are those of the Netherlands, summer and winter",
        arguments: [
            ("2026-11-22T13:05:00Z", "22 november 2026", "14.05", "22 November 2026", "14:05"),
            ("2026-12-31T23:30:00Z", "1 januari 2027", "00.30", "1 January 2027", "00:30"),
            ("2027-03-28T00:59:59Z", "28 maart 2027", "01.59", "28 March 2027", "01:59"),
            ("2027-03-28T01:00:00Z", "28 maart 2027", "03.00", "28 March 2027", "03:00"),
            ("2027-10-31T00:59:59Z", "31 oktober 2027", "02.59", "31 October 2027", "02:59"),
            ("2027-10-31T01:00:00Z", "31 oktober 2027", "02.00", "31 October 2027", "02:00"),
        ])
    func moments(moment: String, date: String, time: String, englishDate: String, englishTime: String) throws {
        let local = LocalTime(try #require(Timestamp(rfc3339: moment)))
        #expect(Language.dutch.date(of: local) == date)
        #expect(Language.dutch.day(of: local) == date.split(separator: " ").prefix(2).joined(separator: " "))
        #expect(Language.dutch.time(of: local) == time)
        #expect(Language.english.date(of: local) == englishDate)
        #expect(Language.english.time(of: local) == englishTime)
    }

    @Test(
        "the end of a life is a time, with its day where that is another one in the Netherlands",
        arguments: [
            ("2026-11-22T13:00:00Z", "2026-11-22T13:05:00Z", "14.05 uur", "14:05"),
            ("2026-11-22T22:58:00Z", "2026-11-22T23:03:00Z", "23 november om 00.03 uur", "23 November at 00:03"),
            ("2026-11-22T23:10:00Z", "2026-11-23T22:50:00Z", "23.50 uur", "23:50"),
            ("2026-11-22T13:00:00Z", "2026-11-23T13:00:00Z", "23 november om 14.00 uur", "23 November at 14:00"),
            ("2027-03-28T00:55:00Z", "2027-03-28T01:05:00Z", "03.05 uur", "03:05"),
            ("2027-10-31T00:55:00Z", "2027-10-31T01:05:00Z", "02.05 uur", "02:05"),
        ])
    func ends(now: String, end: String, dutch: String, english: String) throws {
        let now = LocalTime(try #require(Timestamp(rfc3339: now)))
        let end = LocalTime(try #require(Timestamp(rfc3339: end)))
        #expect(Language.dutch.end(end, seenAt: now) == dutch)
        #expect(Language.english.end(end, seenAt: now) == english)
    }
}
