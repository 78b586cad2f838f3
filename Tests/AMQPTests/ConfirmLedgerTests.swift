import Testing

@testable import AMQP

struct ConfirmLedgerTests {
    private let start = ContinuousClock.now

    /// Numbers 1 to `count`, each waited for by its own number, due a second apart.
    private func ledger(_ count: Int, addresses: [String] = []) -> ConfirmLedger<Int> {
        var ledger = ConfirmLedger<Int>()
        for number in 1...count {
            let key = addresses.isEmpty ? "k" : addresses[number - 1]
            ledger.add(number, to: address(key), until: start + .seconds(number))
        }
        return ledger
    }

    private func address(_ key: String) -> ReturnedMessage.Address {
        ReturnedMessage.Address(exchange: "x", routingKey: key, messageID: nil)
    }

    private func fates(_ resolutions: [ConfirmLedger<Int>.Resolution]) -> [Int: PublishError?] {
        Dictionary(
            uniqueKeysWithValues: resolutions.map { waiter, result in
                switch result {
                case .success: (waiter, nil)
                case .failure(let error): (waiter, error)
                }
            })
    }

    @Test("confirms come in any order and resume their own waiter")
    func anyOrder() {
        var ledger = ledger(3)
        #expect(fates(ledger.confirm(2, multiple: false, accepted: true)) == [2: nil])
        #expect(fates(ledger.confirm(3, multiple: false, accepted: false)) == [3: .refused])
        #expect(!ledger.isEmpty)
        #expect(fates(ledger.confirm(1, multiple: false, accepted: true)) == [1: nil])
        #expect(ledger.isEmpty)
    }

    @Test(
        "a multiple confirm resumes all up to its number, and 0 means all",
        arguments: [
            (1, [1]), (3, [1, 3]), (5, [1, 3, 4, 5]), (0, [1, 3, 4, 5]), (.max, [1, 3, 4, 5]),
        ] as [(UInt64, [Int])]
    )
    func multiple(number: UInt64, resumed: [Int]) {
        var ledger = ledger(5)
        _ = ledger.confirm(2, multiple: false, accepted: true)
        let resolutions = ledger.confirm(number, multiple: true, accepted: true)
        #expect(resolutions.map(\.waiter) == resumed)
        #expect(ledger.isEmpty == (resumed.count == 4))
    }

    @Test("a late, repeated or invented confirm resumes nobody", arguments: [1, 9, 0, .max] as [UInt64])
    func unknown(number: UInt64) {
        var ledger = ledger(1)
        #expect(ledger.confirm(1, multiple: false, accepted: true).count == 1)
        #expect(ledger.confirm(number, multiple: false, accepted: true).isEmpty)
        #expect(ledger.confirm(number, multiple: true, accepted: false).isEmpty)
    }

    @Test("a returned message is unroutable once its confirm comes")
    func returned() {
        var ledger = ledger(3, addresses: ["a", "b", "b"])
        ledger.markReturned(ReturnedMessage(code: 312, text: "NO_ROUTE", address: address("b")))
        ledger.markReturned(ReturnedMessage(code: 312, text: "NO_ROUTE", address: address("elsewhere")))
        let unroutable = PublishError.unroutable(code: 312, text: "NO_ROUTE")
        #expect(fates(ledger.confirm(3, multiple: true, accepted: true)) == [1: nil, 2: unroutable, 3: nil])
    }

    @Test("two returns for one address belong to two messages")
    func returnedTwice() {
        var ledger = ledger(2, addresses: ["b", "b"])
        let message = ReturnedMessage(code: 312, text: "NO_ROUTE", address: address("b"))
        ledger.markReturned(message)
        ledger.markReturned(message)
        ledger.markReturned(message)
        let unroutable = PublishError.unroutable(code: 312, text: "NO_ROUTE")
        #expect(fates(ledger.confirm(2, multiple: true, accepted: true)) == [1: unroutable, 2: unroutable])
    }

    @Test("who waited too long is let go, oldest first, and a confirm after that tells nobody")
    func expires() {
        var ledger = ledger(4)
        _ = ledger.confirm(1, multiple: false, accepted: true)
        #expect(ledger.nextDeadline == start + .seconds(2))
        #expect(ledger.expire(at: start + .seconds(1)).isEmpty)
        #expect(ledger.expire(at: start + .seconds(3)) == [2, 3])
        #expect(ledger.nextDeadline == start + .seconds(4))
        #expect(fates(ledger.confirm(4, multiple: true, accepted: true)) == [4: nil])
        #expect(ledger.nextDeadline == nil)
    }

    @Test("a new channel counts from 1 again")
    func starts() {
        var ledger = ledger(3)
        _ = ledger.confirm(2, multiple: false, accepted: true)
        #expect(ledger.removeAll() == [1, 3])
        ledger.add(9, to: address("k"), until: start)
        #expect(fates(ledger.confirm(1, multiple: false, accepted: true)) == [9: nil])
    }
}
