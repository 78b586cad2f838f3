import Glibc

/// A port where connections are made and everything is taken, by the system alone: nobody accepts, nobody reads.
package final class DeafPort: Sendable {
    package let port: UInt16
    private let listener: Int32

    package init() {
        (listener, port) = Port.listen()
    }

    deinit {
        close(listener)
    }
}
