import ArgumentParser
import Simulation

/// `crash.3.1,answerLost.17.0`, or `none`.
struct FaultList: ExpressibleByArgument {
    let faults: [Fault]

    init?(argument: String) {
        let parts = argument == "none" ? [] : argument.split(separator: ",", omittingEmptySubsequences: false)
        faults = parts.compactMap { Fault($0) }
        guard faults.count == parts.count else { return nil }
    }
}
