/// Where the sandbox listens, once it does.
package struct BoundPorts: Sendable, Equatable {
    package let http: Int
    package let smtp: Int
}
