import Glibc

/// A value of one thread, held by types that must be `Sendable` because the code under simulation asks for it.
package final class Confined<Value>: @unchecked Sendable {  // because every access checks the thread
    private let content: Value
    private let thread = pthread_self()

    package init(_ content: Value) {
        self.content = content
    }

    package var value: Value {
        precondition(pthread_equal(thread, pthread_self()) != 0, "a simulation has left its thread")
        return content
    }
}
