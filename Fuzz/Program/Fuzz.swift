import CLibFuzzer
import Foundation

/// libFuzzer over the target that `CODEBODE_FUZZ_TARGET` names; all arguments are libFuzzer's.
@main
enum Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        exit(LLVMFuzzerRunDriver(&count, &arguments, testOneInput))
    }

    fileprivate static let target = fuzzTargets.first {
        $0.name == ProcessInfo.processInfo.environment["CODEBODE_FUZZ_TARGET"]
    }
}

private func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    guard let target = Fuzz.target else { fatalError("CODEBODE_FUZZ_TARGET names no target") }
    do {
        try target.check(UnsafeBufferPointer(start: data, count: size))
    } catch {
        fatalError("\(target.name): \(error)")  // libFuzzer keeps the input
    }
    return 0
}
