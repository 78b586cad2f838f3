import Foundation
import Simulation

/// What many runs came to, and how far they are.
struct Tally {
    private let wanted: Int
    private let begun = ContinuousClock.now
    private let isTerminal = isatty(STDERR_FILENO) != 0
    private var shown = ContinuousClock.now
    private var jobs = 0
    private var runs = 0
    private var faults = 0
    private var steps = 0
    private var seconds = 0
    private var coverage: [String: Int] = [:]

    init(jobs: Int) {
        wanted = jobs
    }

    var isFull: Bool { jobs >= wanted }

    var missing: [String] { Verdict.worthReaching.filter { coverage[$0] == nil } }

    mutating func add(_ verdict: Verdict) {
        jobs += verdict.jobs
        runs += 1
        faults += verdict.faults.count
        steps += verdict.steps
        seconds += verdict.seconds
        coverage.merge(verdict.coverage) { $0 + $1 }
        show()
    }

    /// A line that is written over on a terminal, and one every ten seconds elsewhere.
    private mutating func show() {
        let now = ContinuousClock.now
        guard now - shown > (isTerminal ? .milliseconds(200) : .seconds(10)) else { return }
        shown = now
        let spent = (now - begun) / .seconds(1)
        let left = spent * Double(max(0, wanted - jobs)) / Double(jobs)
        let text = "\(jobs * 100 / wanted) %, \(jobs) jobs in \(Int(spent)) s, about \(Int(left)) s to go"
        write(isTerminal ? "\r\(text)   " : "\(text)\n")
    }

    func clear() {
        if isTerminal { write("\r\(String(repeating: " ", count: 78))\r") }
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    var text: String {
        let spent = (ContinuousClock.now - begun) / .seconds(1)
        let rules = Violation.Rule.allCases.map { "\($0.rawValue) 0" }.joined(separator: ", ")
        let counts = coverage.sorted { $0.key < $1.key }.map { name, count in
            "  \(name)" + String(repeating: " ", count: max(1, 36 - name.count)) + "\(count)"
        }
        let figures =
            "\(jobs) jobs in \(runs) runs, \(faults) faults, \(steps) pieces of code between suspensions, "
            + "\(seconds / 3_600) hours of virtual time, \(String(format: "%.1f", spent)) s"
        return (counts + [figures, rules]).joined(separator: "\n")
    }
}
