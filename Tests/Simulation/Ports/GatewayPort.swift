import Admission
import Jobs
import Messages
import Worker

/// A way out, as one process sees it.
struct GatewayPort: Outlet {
    let name: String
    let channel: Channel
    let edition = 0
    let sendsReceipts: Bool
    let throttle: Throttle?
    private let life: Confined<Life>
    private let gateway: Confined<Gateway>

    init(_ life: Life, _ gateway: Gateway, throttle: Throttle?) {
        name = gateway.name
        channel = gateway.channel
        sendsReceipts = gateway.sendsReceipts
        self.throttle = throttle
        self.life = Confined(life)
        self.gateway = Confined(gateway)
    }

    func send(_ letter: Letter, of id: JobID, trace: TraceParent?, timeout: Duration) async -> Answer {
        let (life, gateway, job) = (life.value, gateway.value, Request.number(id.text) ?? 0)
        guard !life.isDead else { return Answer(.notSent, note: "killed") }
        let (stage, timeout) = (life.stage, timeout.wholeMicroseconds)
        let remaining = stage.ledger.accounts[job].map { $0.request.expiresAt - life.wallTime } ?? .zero
        stage.note("is sent", job: job, process: life.number, code: timeout, "by \(name), \(timeout / 1_000) ms to go")
        let attempt = stage.ledger.begins(
            job, by: life.number, code: letter.code(of: job, stage), remaining: remaining, timeout: timeout,
            at: stage.now)
        if stage.ledger.accounts[job]?.request.isProbe == true { life.checkBreakers(of: channel, goingBy: name) }
        let answer = await withUnsafeContinuation { continuation in
            gateway.take(job, attempt, id, timeout: timeout) { continuation.resume(returning: $0) }
        }
        stage.ledger.left(job, attempt)
        await life.meet(job)
        return answer
    }
}

extension Letter {
    /// The code that the text holds, of the two that may have been asked for.
    fileprivate func code(of job: Int, _ stage: Stage) -> String? {
        let text =
            switch self {
            case .sms(let text, _, _): text.revealed
            case .mail(let mail): mail.text.revealed
            }
        guard let account = stage.ledger.accounts[job], account.changed > 0 else { return nil }
        return [account.request.otherCode, account.request.code].first { text.contains($0) }
    }
}

extension Life {
    /// All is well, and the longest rest is over: the first way, if it was left alone, is tried before any other.
    fileprivate func checkBreakers(of channel: Channel, goingBy name: String) {
        let first = channel == .sms ? "sms-1" : "mail-1"
        guard name != first, let opened = openedAt[first], stage.now - opened > Self.longestRest else { return }
        stage.ledger.report(.unwell, "process \(number) still leaves \(first) alone")
    }

    private static let longestRest: Int64 = 60_000_000
}
