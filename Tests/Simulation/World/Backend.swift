import Jobs
import TestSupport
import Worker

/// Asks for messages, like any program that may be slow, unsure, or wrong.
final class Backend {
    private let stage: Stage
    private let broker: Broker

    init(_ stage: Stage, _ broker: Broker) {
        self.stage = stage
        self.broker = broker
    }

    func start(_ case: Case) {
        let wanted = `case`.numbers.map(Set.init)
        for number in 1...max(1, `case`.jobs) where wanted?.contains(number) ?? true { ask(number) }
        for index in 0..<Scenario.probeCount { probe(`case`.jobs + 1 + index, index) }
    }

    private func ask(_ number: Int) {
        let (fate, accounts) = (stage.fate, stage.scenario.accounts)
        func draw(_ range: ClosedRange<Int64>) -> Int64 { fate.number(.request, number, in: range) }
        let publishAt = draw(1_000...150_000) * 1_000
        let age = fate.strikes(.stale, number) ? draw(20...400) * 1_000 : draw(0...3_000)
        let life = draw(60...300)
        let issuedAt = noon + .microseconds(publishAt - age * 1_000)
        let family: Request.Family = [.code, .code, .code, .confirmation, .notice][Int(draw(0...4))]
        let hasPhone = family == .confirmation || draw(0...3) != 0
        let request = Request(
            number: number, family: family, account: Int(draw(0...Int64(accounts - 1))),
            purpose: draw(0...3) == 0 ? "payment" : "login", hasPhone: hasPhone, hasMail: !hasPhone || draw(0...2) != 0,
            fallback: [nil, true, false][Int(draw(0...2))], issuedAt: issuedAt, life: .seconds(life))
        stage.ledger.expect(request)
        publish(request, at: publishAt)
        if fate.strikes(.repeated, number) { publish(request, at: publishAt + draw(0...120_000) * 1_000) }
        if fate.strikes(.changed, number) {
            let at = publishAt + draw(0...60_000) * 1_000
            publish(request, request.body(code: request.otherCode), at: at) { $0.changed += 1 }
        }
        if fate.strikes(.unreadable, number) {
            let body = Array(#"{"id":"\#(request.id)","cod":"123456"}"#.utf8)
            publish(request, body, at: publishAt + draw(0...60_000) * 1_000) { $0.unreadable += 1 }
        }
    }

    /// - Parameter index: even ones go by SMS, odd ones by mail.
    private func probe(_ number: Int, _ index: Int) {
        let at = Scenario.probesFrom + Int64(index) * 3_000_000
        let request = Request(
            number: number, family: .code, account: 100 + index, hasPhone: index % 2 == 0, hasMail: index % 2 == 1,
            issuedAt: noon + .microseconds(at), life: .seconds(120), isProbe: true)
        stage.ledger.expect(request)
        publish(request, at: at)
    }

    private func publish(_ request: Request, at moment: Int64) {
        publish(request, request.body(code: request.code), at: moment) { $0.accepted += 1 }
    }

    private func publish(
        _ request: Request, _ body: [UInt8], at moment: Int64, _ count: @escaping (inout Account) -> Void
    ) {
        stage.scheduler.after(moment - stage.now) { [self] in
            guard !broker.isDown, !broker.isAlarmed else {
                return publish(request, body, at: stage.now + 500_000, count)
            }
            stage.note("is asked for", job: request.number, "\(request)")
            stage.ledger.change(request.number, count)
            broker.accept(
                JobDelivery(
                    receipt: DeliveryReceipt(epoch: 0, tag: 0), kind: request.kind, body: body, size: body.count,
                    contentType: "application/json", messageID: request.id, replyTo: nil, correlationID: nil,
                    returns: 0, isRemembered: false))
        }
    }
}

extension Request: CustomStringConvertible {
    var description: String {
        let life = expiresAt - issuedAt
        return "\(family.rawValue) by \(channel.rawValue), account \(account), \(purpose), life \(life.wholeSeconds) s"
    }
}
