/// The page that Prometheus reads: its text format, version 0.0.4.
struct MetricPage {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    mutating func begin(_ metric: MetricDescription) {
        let help = metric.help.replacing("\\", with: #"\\"#).replacing("\n", with: #"\n"#)
        text += "# HELP \(metric.name) \(help)\n# TYPE \(metric.name) \(metric.kind.name)\n"
    }

    mutating func sample(_ name: String, _ labels: SeriesLabels, _ value: Double) {
        text += name
        if !labels.text.isEmpty { text += "{\(labels.text)}" }
        text += " \(Self.number(value))\n"
    }

    /// Prometheus 3 writes `10.0` where 2 left `10` alone; rules that name a bound match both when we write the first.
    static func bound(_ value: Double) -> String { value == .infinity ? "+Inf" : "\(value)" }

    private static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        if value.isNaN { return "NaN" }
        return value.isInfinite ? (value < 0 ? "-Inf" : "+Inf") : "\(value)"
    }
}
