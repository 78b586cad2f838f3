import AMQP
import ArgumentParser
import Cryptography
import Foundation
import Jobs
import Logging

struct SendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Publish a job, and see what becomes of it.",
        discussion: """
            JOB.json holds a job as the backend would publish it. To try things by hand, three fields may be left to \
            this command: a missing `id` is made up, and `issued_at` and `expires_at` may be "now" and "now+10m". Where \
            `seal.keys` has a key, the job is sealed with the first.

            With --wait it shows the outcome and ends with 0 if the message was sent, 65 if the job was rejected, and \
            69 if it failed or nothing was heard in time.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "A file with one job; - reads standard input.", completion: .file(extensions: ["json"]))
    var job: String

    @Flag(help: "Wait for the outcome and show it.")
    var wait = false

    @Option(help: "How many seconds to wait for it.")
    var timeout = 30

    func run() async throws {
        ProcessGuard.apply()
        let draft = try JobDraft(Data(try InputFile.read(job)), at: .wallClock)
        let settings = try await common.settings()
        Log.bootstrap(LogSettings(level: .error, format: .text))
        let connection = try await BrokerConnection.open(settings.amqp, name: "send")
        let key = settings.seal.ring.keys.first
        let body = key.map { key in draft.body.withUnsafeBufferPointer { key.seal($0) } } ?? draft.body
        var properties = Properties(
            contentType: key == nil ? "application/json" : "application/jose", messageID: draft.id)
        if wait {
            properties.replyTo = try await replyQueue(on: connection)
            properties.correlationID = draft.id
        }
        do {
            try await connection.publish(
                Message(
                    exchange: CodebodeTopology.jobs, routingKey: draft.kind.rawValue, body: body, properties: properties
                ))
        } catch {
            throw CommandFailure(.unavailable, "the job was not taken: \(error)")
        }
        if !common.json || !wait { report(published: draft) }
        if wait { try await showOutcome(of: draft, on: connection) }
        await connection.close()
    }

    private func replyQueue(on connection: AMQPConnection) async throws(CommandFailure) -> String {
        do {
            return try await connection.openReplyQueue()
        } catch {
            throw CommandFailure(.unavailable, "no queue for the answer: \(error)")
        }
    }

    private func report(published draft: JobDraft) {
        print(
            common.json
                ? jsonObject(["id": draft.id, "kind": draft.kind.rawValue])
                : "Published \(draft.kind.rawValue) \(draft.id).")
        flushStandardOutput()
    }

    private func showOutcome(of draft: JobDraft, on connection: AMQPConnection) async throws(CommandFailure) {
        let deadline = ContinuousClock.now.advanced(by: .seconds(timeout))
        guard let answer = await connection.reply(to: draft.id, until: deadline) else {
            throw CommandFailure(.unavailable, "no outcome within \(timeout) s; is a worker running?")
        }
        guard let outcome = OutcomeReport(answer.body) else {
            throw CommandFailure(.internalFault, "the outcome cannot be read")
        }
        print(common.json ? String(decoding: answer.body, as: UTF8.self) : outcome.text)
        switch outcome.name {
        case "sent": return
        case "rejected": throw CommandFailure(.badInput, "the job was rejected")
        default: throw CommandFailure(.unavailable, "the message was not delivered for certain")
        }
    }
}
