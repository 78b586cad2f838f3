import Glibc
import Testing

@testable import AMQP

@Suite(.timeLimit(.minutes(1)))
struct WatchdogTests {
    private let watchdog = Watchdog()
    private let descriptors: (guarded: Int32, peer: Int32)

    init() {
        var pair: [Int32] = [-1, -1]
        socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &pair)
        descriptors = (pair[0], pair[1])
    }

    /// 0 at the end of the stream, -1 while it is open and silent.
    private var received: Int {
        var byte: UInt8 = 0
        return recv(descriptors.peer, &byte, 1, Int32(MSG_DONTWAIT))
    }

    private func closeBoth() {
        close(descriptors.guarded)
        close(descriptors.peer)
    }

    @Test("a thread that was silent for too long loses its socket")
    func bites() {
        watchdog.arm(descriptors.guarded, patience: .seconds(30))
        #expect(!watchdog.inspect(at: .now + .seconds(29)))
        #expect(received == -1)
        #expect(watchdog.inspect(at: .now + .seconds(31)))
        #expect(received == 0)
        watchdog.disarm()
        closeBoth()
    }

    @Test("it looks by itself, from a thread that is not stuck")
    func patrols() async {
        watchdog.arm(descriptors.guarded, patience: .milliseconds(10))
        while received != 0 { await Task.yield() }
        #expect(received == 0)
        watchdog.disarm()
        closeBoth()
    }

    @Test("after disarming it leaves the socket alone")
    func disarmed() {
        watchdog.arm(descriptors.guarded, patience: .seconds(30))
        watchdog.disarm()
        watchdog.beat()
        #expect(!watchdog.inspect(at: .now + .seconds(3600)))
        #expect(received == -1)
        closeBoth()
    }
}
