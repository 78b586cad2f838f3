import Foundation
import Jobs

/// A moment as the clocks in the Netherlands show it.
struct LocalTime: Equatable {
    let year: Int
    /// 1–12
    let month: Int
    let day: Int
    /// 1 is Sunday.
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int
    /// Minutes east of UTC.
    let offset: Int

    /// Foundation brings its own time zones, so the system need have none.
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar
    }()

    /// Made once: to put a set together costs nearly as much as to reckon.
    private static let components: Set<Calendar.Component> = [.year, .month, .day, .weekday, .hour, .minute, .second]

    init(_ moment: Timestamp) {
        let date = Date(timeIntervalSince1970: Double(moment.microseconds) / 1_000_000)
        let parts = Self.calendar.dateComponents(Self.components, from: date)
        year = parts.year ?? 1970
        month = parts.month ?? 1
        day = parts.day ?? 1
        weekday = parts.weekday ?? 5
        hour = parts.hour ?? 0
        minute = parts.minute ?? 0
        second = parts.second ?? 0
        offset = Self.calendar.timeZone.secondsFromGMT(for: date) / 60
    }
}
