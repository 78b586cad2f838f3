/// What happened in a run, in its order. Kept as text only when somebody wants to read it; the sum tells two runs apart
/// at a glance.
final class Trace {
    /// FNV-1a over every entry.
    private(set) var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var lines: [String] = []
    private let isKept: Bool

    init(isKept: Bool) {
        self.isKept = isKept
    }

    /// - Parameter detail: more for the reader; must follow from the rest of the run.
    func note(
        at moment: Int64, _ what: StaticString, job: Int? = nil, process: Int? = nil, code: Int64 = 0,
        _ detail: @autoclosure () -> String = ""
    ) {
        what.withUTF8Buffer { for byte in $0 { add(UInt64(byte)) } }
        add(UInt64(bitPattern: moment))
        add(UInt64(truncatingIfNeeded: job ?? -1))
        add(UInt64(truncatingIfNeeded: process ?? -1))
        add(UInt64(bitPattern: code))
        guard isKept else { return }
        let detail = detail()
        let who = [job.map { "job \($0)" }, process.map { "process \($0)" }].compactMap(\.self)
        let words = ["\(what)"] + (who.isEmpty ? [] : [who.joined(separator: ", ")]) + (detail.isEmpty ? [] : [detail])
        lines.append("\(Self.seconds(moment))  " + words.joined(separator: "  "))
    }

    func add(_ number: UInt64) {
        sum = (sum ^ number) &* 0x100_0000_01B3
    }

    private static func seconds(_ moment: Int64) -> String {
        let (whole, rest) = (String(moment / 1_000_000), String(moment % 1_000_000))
        return String(repeating: " ", count: max(0, 4 - whole.utf8.count)) + whole + "."
            + String(repeating: "0", count: 6 - rest.utf8.count) + rest
    }
}
