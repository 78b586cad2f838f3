/// All that a run follows from.
package struct Case: Sendable, Equatable {
    package let seed: UInt64
    /// How many jobs the backend asks for, besides those that it ends with.
    package let jobs: Int
    /// Which of them, by number; `nil` for all.
    package var numbers: [Int]?
    /// The faults that may strike; `nil` for those of the seed.
    package var faults: [Fault]?

    package init(seed: UInt64, jobs: Int, numbers: [Int]? = nil, faults: [Fault]? = nil) {
        self.seed = seed
        self.jobs = jobs
        self.numbers = numbers
        self.faults = faults
    }

    /// What repeats it.
    package var arguments: String {
        var words = ["--seed \(seed)", "--size \(jobs)"]
        if let numbers {
            words.append("--jobs " + (numbers.isEmpty ? "none" : numbers.map(String.init).joined(separator: ",")))
        }
        if let faults {
            words.append("--faults " + (faults.isEmpty ? "none" : faults.map(\.description).joined(separator: ",")))
        }
        return words.joined(separator: " ")
    }
}
