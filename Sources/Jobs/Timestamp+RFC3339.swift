extension Timestamp {
    /// `2026-11-22T14:05:00+01:00`, `2026-11-22T13:05:00.250Z` (RFC 3339, 5.6), in the years 1970–9999.
    ///
    /// Strict: the offset is required, a leap second is taken as the second after it.
    package init?(rfc3339 text: String) {
        var text = text
        guard let microseconds = text.withUTF8(Self.microseconds(rfc3339:)) else { return nil }
        self.init(microseconds: microseconds)
    }

    private static func microseconds(rfc3339 text: UnsafeBufferPointer<UInt8>) -> Int64? {
        var reader = DigitReader(text)
        guard let year = reader.number(digits: 4), reader.take("-"),
            let month = reader.number(digits: 2), reader.take("-"),
            let day = reader.number(digits: 2), reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(digits: 2), reader.take(":"),
            let minute = reader.number(digits: 2), reader.take(":"),
            let second = reader.number(digits: 2)
        else { return nil }
        var fraction: Int64 = 0
        if reader.take(".") {
            guard let microseconds = reader.fraction() else { return nil }
            fraction = microseconds
        }
        guard let offset = reader.offset(), reader.isAtEnd,
            (1970...9999).contains(year), (1...12).contains(month), (1...days(in: month, of: year)).contains(day),
            hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = daysSince1970(year: year, month: month, day: day)
        let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return seconds * 1_000_000 + fraction
    }

    /// In UTC with milliseconds, rounded down: `2026-11-22T13:05:00.250Z`.
    package var rfc3339: String {
        let milliseconds = Self.floorDivide(microseconds, by: 1_000)
        let seconds = Self.floorDivide(milliseconds, by: 1_000)
        let days = Self.floorDivide(seconds, by: 86_400)
        let date = Self.date(daysSince1970: days)
        let time = seconds - days * 86_400
        let parts: [(number: Int64, width: Int, end: Unicode.Scalar)] = [
            (date.year, 4, "-"), (date.month, 2, "-"), (date.day, 2, "T"), (time / 3_600, 2, ":"),
            (time / 60 % 60, 2, ":"), (time % 60, 2, "."), (milliseconds - seconds * 1_000, 3, "Z"),
        ]
        var text: [UInt8] = []
        text.reserveCapacity(24)
        for (number, width, end) in parts {
            text.append(number, width: width)
            text.append(UInt8(ascii: end))
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func floorDivide(_ number: Int64, by divisor: Int64) -> Int64 {
        let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func days(in month: Int64, of year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days in the proleptic Gregorian calendar, counted from March so that the leap day comes last.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let era = floorDivide(year, by: 400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let days = days + 719_468
        let era = floorDivide(days, by: 146_097)
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension [UInt8] {
    /// With zeros in front up to the width.
    fileprivate mutating func append(_ number: Int64, width: Int) {
        if width > 1 || number > 9 { append(number / 10, width: width - 1) }
        append(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }
}

private struct DigitReader {
    private let text: UnsafeBufferPointer<UInt8>
    private var place = 0

    init(_ text: UnsafeBufferPointer<UInt8>) {
        self.text = text
    }

    var isAtEnd: Bool { place == text.count }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard place < text.count, text[place] == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func digit() -> Int64? {
        guard place < text.count, (0x30...0x39).contains(text[place]) else { return nil }
        defer { place += 1 }
        return Int64(text[place] - 0x30)
    }

    mutating func number(digits: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Microseconds of 1–9 decimals.
    mutating func fraction() -> Int64? {
        var (value, count) = (Int64(0), 0)
        while let digit = digit() {
            if count < 6 { value = value * 10 + digit }
            count += 1
        }
        guard (1...9).contains(count) else { return nil }
        for _ in 0..<max(0, 6 - count) { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24, minutes < 60
        else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}
