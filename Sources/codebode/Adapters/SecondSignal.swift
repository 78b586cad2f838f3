import Glibc
import ServiceLifecycle
import UnixSignals

/// Ends the process at once when somebody who has already asked it to leave asks again. No job is lost by it: what was
/// not acknowledged goes to another worker.
struct SecondSignal: Service, CustomStringConvertible {
    var description: String { "second-signal" }

    func run() async throws {
        await withGracefulShutdownHandler {
            await cancelWhenGracefulShutdown { try? await Task.sleep(for: .seconds(1 << 30)) }
        } onGracefulShutdown: {
            Task.detached {
                for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                    _exit(128 + (signal == .sigterm ? SIGTERM : SIGINT))
                }
            }
        }
    }
}
