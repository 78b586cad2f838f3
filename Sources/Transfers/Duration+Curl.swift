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
}
