/// Does one small thing so many times, for a tool that counts instructions or memory: `Benchmarks/micro` runs it.
@main
struct Micro {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let operation = Operation(rawValue: arguments[1]), let count = Int(arguments[2])
        else {
            print("usage: micro \(Operation.allCases.map(\.rawValue).joined(separator: "|")) COUNT [PLACE]")
            print("PLACE: the file of `store`, the URL of `transfer`, the folder of templates of `render_…`")
            return
        }
        try await operation.run(count, at: arguments.count > 3 ? arguments[3] : "")
    }
}
