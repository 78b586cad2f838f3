import TestSupport
import Testing

@testable import AMQP

@Suite("Acknowledgements go out together")
struct SettlementLedgerTests {
    private typealias Acknowledgement = SettlementLedger.Acknowledgement

    @Test("one frame for all before which nothing is open, one for each of the others")
    func runs() {
        var ledger = SettlementLedger()
        #expect(ledger.acknowledge([1, 2, 3]) == [Acknowledgement(deliveryTag: 3, isMultiple: true)])
        #expect(
            ledger.acknowledge([6, 5]) == [
                Acknowledgement(deliveryTag: 6, isMultiple: false), Acknowledgement(deliveryTag: 5, isMultiple: false),
            ])
        #expect(
            ledger.acknowledge([8, 4]) == [
                Acknowledgement(deliveryTag: 8, isMultiple: false), Acknowledgement(deliveryTag: 4, isMultiple: false),
            ], "5 and 6 are told already")
        #expect(ledger.acknowledge([9, 7]) == [Acknowledgement(deliveryTag: 9, isMultiple: true)])
        #expect(ledger.acknowledge([]) == [])
    }

    @Test("what was settled in another way is in nobody's way")
    func others() {
        var ledger = SettlementLedger()
        ledger.add(1)
        ledger.add(3)
        #expect(ledger.acknowledge([4, 2]) == [Acknowledgement(deliveryTag: 4, isMultiple: true)])
    }

    @Test("in any order and any groups, each is told once and none that is open", arguments: UInt64(1)...20)
    func anyOrder(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var ledger = SettlementLedger()
        var left = Array((1...300 as ClosedRange<UInt64>).shuffled(using: &random))
        var (ours, told): (Set<UInt64>, Set<UInt64>) = ([], [])
        while !left.isEmpty {
            let group = Array(left.suffix(Int.random(in: 1...40, using: &random)))
            left.removeLast(group.count)
            ours.formUnion(group)
            for frame in ledger.acknowledge(group) {
                #expect(!told.contains(frame.deliveryTag), "the broker ends a channel that names a tag twice")
                told.formUnion(frame.isMultiple ? Set(1...frame.deliveryTag) : [frame.deliveryTag])
            }
            #expect(told == ours)
        }
    }
}
