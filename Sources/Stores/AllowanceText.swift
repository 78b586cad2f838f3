import Jobs

/// What a job took of the limits, as one column holds it: a line each, `MICROSECONDS KEY`.
enum AllowanceText {
    static func write(_ allowances: [String: Timestamp]) -> String {
        allowances.map { "\($1.microseconds) \($0)" }.joined(separator: "\n")
    }

    static func read(_ text: String) -> [String: Timestamp] {
        var allowances: [String: Timestamp] = [:]
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            guard let space = line.firstIndex(of: UInt8(ascii: " ")), let moment = Int64(Substring(line[..<space]))
            else { continue }
            allowances[String(Substring(line[line.index(after: space)...]))] = Timestamp(microseconds: moment)
        }
        return allowances
    }
}
