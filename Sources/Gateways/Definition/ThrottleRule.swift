/// How fast a gateway may be given messages.
package struct ThrottleRule: Sendable, Equatable {
    package let segmentsPerSecond: Int
}
