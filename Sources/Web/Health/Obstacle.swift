/// Why a worker is not ready for jobs.
package struct Obstacle: Sendable, Equatable {
    package enum Part: String, Sendable {
        case worker
        case broker
        case store
    }

    package let part: Part
    package let reason: String

    package init(_ part: Part, _ reason: String) {
        self.part = part
        self.reason = reason
    }
}
