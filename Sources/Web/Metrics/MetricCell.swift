/// Where a series keeps its value. Adding to it never waits.
protocol MetricCell: AnyObject, Sendable {
    /// What a counter or gauge stands at; of a histogram how many were observed.
    var reading: Double { get }

    /// Appends the series' lines.
    func write(_ name: String, _ labels: SeriesLabels, to page: inout MetricPage)
}
