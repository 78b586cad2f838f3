/// Where a series keeps its value. Adding to it never waits.
protocol MetricCell: AnyObject, Sendable {
    /// Appends the series' lines.
    func write(_ name: String, _ labels: SeriesLabels, to page: inout MetricPage)
}
