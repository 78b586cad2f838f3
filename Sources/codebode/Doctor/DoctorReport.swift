import Foundation

/// What was seen, for a person and for a program.
struct DoctorReport {
    /// Whether symbols and colours may be used: on a terminal.
    let isTerminal: Bool
    private var heading: Examination.Category?
    private(set) var reports: [Doctor.Report] = []

    init(isTerminal: Bool) {
        self.isTerminal = isTerminal
    }

    /// The lines for what is known now; a category's name stands above its first.
    mutating func lines(for report: Doctor.Report) -> String {
        reports.append(report)
        var lines: [String] = []
        if heading != report.examination.category {
            lines += (heading == nil ? [] : [""]) + [report.examination.category.rawValue]
            heading = report.examination.category
        }
        lines += report.observations.flatMap { self.lines(for: $0, of: report.examination) }
        return lines.joined(separator: "\n")
    }

    private func lines(for observation: Observation, of examination: Examination) -> [String] {
        let line = "  \(mark(observation.grade)) \(examination.name): \(observation.what)"
        guard let remedy = observation.remedy else { return [line] }
        return [line, "      → \(remedy)", "      see \(Self.place(of: examination))"]
    }

    private func mark(_ grade: Observation.Grade) -> String {
        guard isTerminal else { return grade.rawValue.padding(toLength: 7, withPad: " ", startingAt: 0) }
        let (symbol, colour) =
            switch grade {
            case .well: ("√", 32)
            case .advice: ("·", 36)
            case .warning: ("‼", 33)
            case .error: ("×", 31)
            case .skipped: ("-", 90)
            }
        let isColoured = ProcessInfo.processInfo.environment["NO_COLOR"] == nil
        return isColoured ? "\u{1B}[\(colour)m\(symbol)\u{1B}[0m" : symbol
    }

    /// `2 errors, 1 warning`, or one sentence when all is well.
    var summary: String {
        let counts = [Observation.Grade.error, .warning, .advice, .skipped].compactMap { grade -> String? in
            let count = count(grade)
            let isMany = count > 1 && (grade == .error || grade == .warning)
            return count == 0 ? nil : "\(count) \(grade.rawValue)\(isMany ? "s" : "")"
        }
        return counts.isEmpty ? "All is well." : counts.joined(separator: ", ")
    }

    func count(_ grade: Observation.Grade) -> Int {
        reports.reduce(0) { sum, report in sum + report.observations.count { $0.grade == grade } }
    }

    var json: String {
        let checks = reports.flatMap { report in
            report.observations.map { observation in
                var check = [
                    "category": report.examination.category.rawValue, "name": report.examination.name,
                    "result": observation.grade.rawValue, "what": observation.what,
                    "see": Self.place(of: report.examination),
                ]
                check["remedy"] = observation.remedy
                return check
            }
        }
        return jsonObject(["checks": checks, "success": count(.error) == 0])
    }

    private static func place(of examination: Examination) -> String {
        "docs/operations.md#doctor-\(examination.name)"
    }
}
