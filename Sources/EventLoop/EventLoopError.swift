import Glibc

/// A system call of the loop failed; out of descriptors or threads in practice.
package struct EventLoopError: Error, CustomStringConvertible {
    package let call: String
    package let errno: Int32

    package var description: String {
        "\(call): \(String(cString: strerror(errno)))"
    }
}
