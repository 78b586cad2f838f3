/// A server program did not start; `log` is what it said.
package struct TestServerError: Error {
    package let program: String
    package let log: String
}
