import Admission
import EventLoop
import Worker

/// What the worker did to the outside, in its order, across all fakes of a test.
final class Journal: Sendable {
    enum Entry: Hashable, Sendable {
        case sent(by: String)
        /// An event's id; in the broker's hands.
        case published(String)
        case postponed(RetryDelay)
        /// The broker did not take a message.
        case refused
        case paused(Duration)
        /// A delivery's tag.
        case acknowledged(UInt64)
        /// A copy lies with the dead letters.
        case setAside(SetAsideReason)
        /// A delivery's tag; with the dead letters, as the broker has it.
        case rejected(UInt64)
        case stopped
    }

    private let storage = Locked<[Entry]>([])

    var entries: [Entry] { storage.withLock { $0 } }

    func note(_ entry: Entry) {
        storage.withLock { $0.append(entry) }
    }

    func count(where isWanted: (Entry) -> Bool) -> Int {
        entries.filter(isWanted).count
    }
}
