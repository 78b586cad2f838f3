package import Jobs

/// A language that the messages are written in; its raw value names its folder.
package enum Language: String, CaseIterable, Sendable {
    case dutch = "nl"
    case english = "en"

    /// Dutch for every language that there is no text in.
    package init(_ tag: LanguageTag) {
        self = Self(rawValue: tag.primary) ?? .dutch
    }

    /// `7 minuten`, rounded down; from three hours on whole hours will do.
    func words(for span: Duration) -> String {
        let minutes = max(0, span.wholeSeconds / 60)
        let hours = minutes / 60
        switch (self, hours, minutes % 60) {
        case (.dutch, 0, 0): return "minder dan 1 minuut"
        case (.english, 0, 0): return "less than 1 minute"
        case (_, 0, let minutes): return count(minutes: minutes)
        case (_, 1...2, let minutes) where minutes > 0:
            return count(hours: hours) + (self == .dutch ? " en " : " and ") + count(minutes: minutes)
        case (_, let hours, _): return count(hours: hours)
        }
    }

    /// `22 november`
    func day(of time: LocalTime) -> String {
        "\(time.day) \(months[time.month - 1])"
    }

    /// `22 november 2026`
    func date(of time: LocalTime) -> String {
        "\(day(of: time)) \(time.year)"
    }

    /// `14.05`, which reads as a time and looks like no code to a telephone; `14:05` in English.
    func time(of time: LocalTime) -> String {
        let separator = self == .dutch ? "." : ":"
        return time.hour.twoDigits + separator + time.minute.twoDigits
    }

    /// `14.05 uur`, or `23 november om 14.05 uur` for who reads it on another day.
    func end(_ end: LocalTime, seenAt now: LocalTime) -> String {
        let isToday = (end.year, end.month, end.day) == (now.year, now.month, now.day)
        switch self {
        case .dutch: return (isToday ? "" : day(of: end) + " om ") + time(of: end) + " uur"
        case .english: return (isToday ? "" : day(of: end) + " at ") + time(of: end)
        }
    }

    private func count(minutes: Int64) -> String {
        switch (self, minutes) {
        case (.dutch, 1): "1 minuut"
        case (.dutch, _): "\(minutes) minuten"
        case (.english, 1): "1 minute"
        case (.english, _): "\(minutes) minutes"
        }
    }

    /// After a number the Dutch hour has no plural.
    private func count(hours: Int64) -> String {
        switch (self, hours) {
        case (.dutch, _): "\(hours) uur"
        case (.english, 1): "1 hour"
        case (.english, _): "\(hours) hours"
        }
    }

    private var months: [String] {
        switch self {
        case .dutch:
            [
                "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
                "november", "december",
            ]
        case .english:
            [
                "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                "November", "December",
            ]
        }
    }
}

extension Int {
    var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
