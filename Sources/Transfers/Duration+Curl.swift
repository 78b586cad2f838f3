extension Duration {
    /// For libcurl, to whom zero means "for ever": at least 1, at most a day.
    var curlMilliseconds: Int {
        let milliseconds = (self / .milliseconds(1)).rounded(.up)
        return Int(min(max(milliseconds, 1), 86_400_000))
    }

    /// As above, for the options that count in seconds.
    var curlSeconds: Int {
        (curlMilliseconds + 999) / 1000
    }

    /// No longer than libcurl waits, and never so long that an instant overflows.
    var curlBounded: Duration {
        .milliseconds(curlMilliseconds)
    }
}
