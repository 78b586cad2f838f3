/// A place where strangers' bytes come in, and what must hold whatever they are.
protocol FuzzTarget: SendableMetatype {
    /// As `Fuzz/corpus` and `make fuzz` call it.
    static var name: String { get }

    /// Reads the input as the program would. A crash, or a report of AddressSanitizer, speaks for itself.
    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise)
}

/// What did not hold.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String
}

/// - Parameter promise: in the words of what was found: "a refusal without a field".
func refuse(_ promise: @autoclosure () -> String, if isBroken: Bool) throws(BrokenPromise) {
    if isBroken { throw BrokenPromise(description: promise()) }
}

let fuzzTargets: [any FuzzTarget.Type] = [
    AnswersTarget.self, FramesTarget.self, GatewaysTarget.self, JobsTarget.self, JudgeTarget.self, PhonesTarget.self,
    ReceiptsTarget.self, RepliesTarget.self, SealsTarget.self, SettingsTarget.self, TemplatesTarget.self,
]
