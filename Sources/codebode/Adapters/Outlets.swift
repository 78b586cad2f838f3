import Foundation
import Jobs
import Messages
import Transfers
import Worker

/// The ways out that the configuration names, in its order.
struct Outlets {
    let all: [any Outlet]

    init(_ settings: Settings) throws {
        all = []
    }
}
