import Foundation
import Testing

@Suite("The command for simulations")
struct ProgramTests {
    @Test(
        "what it is asked wrongly it refuses",
        arguments: [
            ["--size", "0"], ["--size", "301"], ["--count", "0"], ["--jobs", "41"], ["--jobs", "1,x"],
            ["--faults", "storm.1.1"],
            ["--faults", "crash.1"],
        ])
    func refusals(arguments: [String]) throws {
        #expect(try Program.run(arguments[0], arguments[1]).status == EX_USAGE)
    }

    @Test("jobs and faults by name make a short run of their own")
    func short() throws {
        let told = try Program.run("--seed", "8", "--jobs", "3", "--faults", "none")
        #expect(told.status == 0)
        #expect(told.lines.contains { $0.contains("is asked for  job 3") })
        #expect(!told.lines.contains { $0.contains("is asked for  job 4  ") })
    }

    @Test("few jobs reach too little to prove anything, and it says so")
    func tooFew() throws {
        let told = try Program.run("--count", "40")
        #expect(told.status == EX_SOFTWARE)
        #expect(told.lines.last?.hasPrefix("Never reached") == true)
    }
}
