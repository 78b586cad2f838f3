import Admission
import EventLoop
import Jobs
import Messages
import Worker

/// A way out that answers by script, the last answer over and over, and keeps what it was given.
final class ScriptedOutlet: Outlet {
    struct Attempt: Sendable {
        let letter: Letter
        let id: JobID
        let trace: TraceParent?
        let timeout: Duration
    }

    let name: String
    let channel: Channel
    let edition: Int
    let throttle: Throttle?
    let sendsReceipts: Bool
    private let journal: Journal
    private let answers: [AnswerClass]
    private let concern: Answer.Concern
    private let pause: Duration?
    private let storage = Locked<[Attempt]>([])
    /// While the attempt is on the wire.
    private let meanwhile: @Sendable () async -> Void

    init(
        _ name: String, _ channel: Channel = .sms, _ answers: [AnswerClass], _ journal: Journal,
        edition: Int = 0, throttle: Throttle? = nil, concern: Answer.Concern = .way, pause: Duration? = nil,
        sendsReceipts: Bool = true,
        meanwhile: @escaping @Sendable () async -> Void = {}
    ) {
        self.name = name
        self.channel = channel
        self.edition = edition
        self.answers = answers
        self.journal = journal
        self.throttle = throttle
        self.concern = concern
        self.pause = pause
        self.sendsReceipts = sendsReceipts
        self.meanwhile = meanwhile
    }

    var attempts: [Attempt] { storage.withLock { $0 } }

    func send(_ letter: Letter, of id: JobID, trace: TraceParent?, timeout: Duration) async -> Answer {
        let count = storage.withLock { attempts in
            attempts.append(Attempt(letter: letter, id: id, trace: trace, timeout: timeout))
            return attempts.count
        }
        journal.note(.sent(by: name))
        await meanwhile()
        let answer = answers.isEmpty ? .notSent : answers[min(count, answers.count) - 1]
        return Answer(
            answer, id: answer == .accepted ? "\(name)-\(count)" : nil, reference: id.text, note: "scripted",
            concern: answer == .accepted ? .way : concern, pause: answer == .accepted ? nil : pause)
    }
}

extension ScriptedOutlet.Attempt {
    /// The text in clear, of an SMS or of a mail's plain part.
    var text: String {
        switch letter {
        case .sms(let text, _, _): text.revealed
        case .mail(let mail): mail.text.revealed
        }
    }
}
