/// What is to happen, the soonest first; of the same moment in the order in which it was asked for.
struct Timers {
    private struct Timer {
        let moment: Int64
        let number: Int
        let act: () -> Void

        func isSooner(than other: Timer) -> Bool { (moment, number) < (other.moment, other.number) }
    }

    /// A binary heap.
    private var heap: [Timer] = []
    private var count = 0

    var next: Int64? { heap.first?.moment }

    mutating func add(at moment: Int64, _ act: @escaping () -> Void) {
        count += 1
        heap.append(Timer(moment: moment, number: count, act: act))
        var child = heap.count - 1
        while child > 0, heap[child].isSooner(than: heap[(child - 1) / 2]) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func take() -> (() -> Void)? {
        guard let first = heap.first else { return nil }
        let last = heap.removeLast()
        guard !heap.isEmpty else { return first.act }
        heap[0] = last
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].isSooner(than: heap[least]) { least = child }
            }
            guard least != parent else { return first.act }
            heap.swapAt(parent, least)
            parent = least
        }
    }
}
