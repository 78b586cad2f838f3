/// Which deliveries of one channel are settled, so that one frame can acknowledge all up to a tag (`multiple`).
///
/// The broker then has one settlement to write down instead of many.
struct SettlementLedger {
    /// One `basic.ack`.
    struct Acknowledgement: Equatable {
        let deliveryTag: UInt64
        let isMultiple: Bool
    }

    /// Every delivery before it is settled. The broker counts from 1.
    private var oldest: UInt64 = 1
    private var later: Set<UInt64> = []

    /// Settled by a frame of its own.
    mutating func add(_ deliveryTag: UInt64) {
        later.insert(deliveryTag)
        while later.remove(oldest) != nil { oldest += 1 }
    }

    /// What tells the broker of these, none of which it was told of before.
    mutating func acknowledge(_ deliveryTags: [UInt64]) -> [Acknowledgement] {
        for tag in deliveryTags { add(tag) }
        let run = deliveryTags.filter { $0 < oldest }
        var frames = deliveryTags.filter { $0 > oldest }.map { Acknowledgement(deliveryTag: $0, isMultiple: false) }
        if let last = run.max() { frames.append(Acknowledgement(deliveryTag: last, isMultiple: run.count > 1)) }
        return frames
    }
}
