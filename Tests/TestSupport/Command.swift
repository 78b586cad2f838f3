import Dispatch
import Foundation

/// Runs a program to its end.
package enum Command {
    package static func run(
        _ path: String, _ arguments: [String], environment: [String: String]? = nil
    ) async throws -> String {
        let result: Result<String, any Error> = await offThePool {
            Result {
                let process = Process()
                let output = Pipe()
                process.executableURL = URL(fileURLWithPath: path)
                process.arguments = arguments
                if let environment { process.environment = environment }
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = output
                process.standardError = output
                try process.run()
                let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                process.waitUntilExit()
                guard process.terminationStatus == 0 else {
                    throw BrokerError.command(path, status: process.terminationStatus, output: text)
                }
                return text
            }
        }
        return try result.get()
    }
}

/// Runs what blocks on a thread of its own kind: the pool for tasks has only as many as there are cores.
func offThePool<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { slot in
        DispatchQueue.global().async { slot.resume(returning: work()) }
    }
}
