import Glibc
import Jobs

extension Timestamp {
    /// As the clock of this machine shows it, to the next whole second; with the date if it is not today's.
    func local(now: Timestamp) -> String {
        let (moment, today) = (parts(), now.parts())
        let isToday = (moment.tm_year, moment.tm_yday) == (today.tm_year, today.tm_yday)
        return moment.text(isToday ? "%H:%M:%S %Z" : "%Y-%m-%d %H:%M:%S %Z")
    }

    private func parts() -> tm {
        var seconds = time_t((microseconds + 999_999) / 1_000_000)
        var parts = tm()
        localtime_r(&seconds, &parts)
        return parts
    }
}

extension tm {
    fileprivate func text(_ format: String) -> String {
        var (parts, bytes) = (self, [CChar](repeating: 0, count: 64))
        let count = strftime(&bytes, bytes.count, format, &parts)
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension Duration {
    /// Rounded up, as `retry_after_s` is.
    var secondsUp: Int64 { (wholeMicroseconds + 999_999) / 1_000_000 }
}
