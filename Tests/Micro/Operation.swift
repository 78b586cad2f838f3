import AMQP
import Admission
import Jobs
import Messages
import Stores
import TestSupport
import Transfers

/// The small things that a job is made of.
enum Operation: String, CaseIterable {
    case decode, admit, store, escape, assemble, hop, transfer
    case renderSMS = "render_sms"
    case renderMail = "render_mail"

    private struct Unexpected: Error {}

    /// - Parameter place: what it works on, where it needs something.
    func run(_ count: Int, at place: String) async throws {
        switch self {
        case .decode: try decode(count)
        case .admit: try admit(count)
        case .store: try await store(count, path: place)
        case .escape: try escape(count)
        case .assemble: try assemble(count)
        case .hop: try await hop(count)
        case .transfer: try await transfer(count, to: place)
        case .renderSMS, .renderMail: try render(count, from: place)
        }
    }

    /// A body of the auth backend into a job.
    private func decode(_ count: Int) throws {
        let body = Array(
            #"""
            {"version":1,"id":"job-000001","kind":"send_code","account":"patient-1001","purpose":"login",\#
            "issued_at":"2026-11-22T12:00:00.123+01:00","expires_at":"2026-11-22T12:15:00.123+01:00",\#
            "recipient":{"phone":"+31612345678"},"channel":"sms","locale":"nl","code":"123456","sequence":1}
            """#.utf8)
        for _ in 0..<count { _ = try JobDecoder.decode(body, kind: .sendCode) }
    }

    /// All that the rules of a new installation do for one job, in memory.
    private func admit(_ count: Int) throws {
        let steps = JobSteps(rules: .newInstallation)
        var store = MemoryTransaction()
        for number in 0..<count {
            let arrival = try arrival(number)
            guard case .begun(.send) = try steps.receive(arrival, in: &store, at: noon),
                case .ended = try steps.conclude(arrival, accepted(number), in: &store, at: noon)
            else { throw Unexpected() }
        }
    }

    /// The same in SQLite, 64 jobs at a time.
    private func store(_ count: Int, path: String) async throws {
        let store = try await SQLiteStore(path: path, rules: .newInstallation) { noon }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<64 {
                group.addTask {
                    for number in stride(from: caller, to: count, by: 64) {
                        let arrival = try arrival(number)
                        guard case .begun(.send) = try await store.receive(arrival),
                            case .ended = try await store.conclude(arrival, accepted(number))
                        else { throw Unexpected() }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func arrival(_ number: Int) throws -> Arrival {
        let job = try Job.sample(
            id: "job-\(1_000_000 + number &* 7_919 % 1_000_003)", account: "patient-\(number)",
            phone: "+3161\(1_000_000 + number &* 7_919 % 8_999_999)")
        return Arrival(job, hash: ShortHash(), receivedAt: noon, objection: nil)
    }

    private func accepted(_ number: Int) -> AttemptResult {
        .accepted(
            Acceptance(
                channel: .sms, provider: "sandbox", providerMessageID: "m-\(number)", segments: 1,
                tags: [MessageTag(gateway: "sandbox", text: "m-\(number)")]))
    }

    /// A text into a JSON string.
    private func escape(_ count: Int) throws {
        let text = "Je inlogcode voor Caren is 123456.\nNog 7 minuten geldig.\n\n@caren.example #123456"
        var bytes: [UInt8] = []
        for _ in 0..<count {
            bytes.removeAll(keepingCapacity: true)
            JSONWriter.escape(text, into: &bytes)
        }
        guard bytes.count == text.utf8.count + 3 else { throw Unexpected() }
    }

    /// Three frames into a delivery.
    private func assemble(_ count: Int) throws {
        var assembler = DeliveryAssembler(epoch: 1, bodyLimit: 16 << 10)
        let body = [UInt8](repeating: 0x20, count: 350)
        let properties = Properties(contentType: "application/json", messageID: "job-000001")
        for tag in 1...UInt64(max(1, count)) {
            try assembler.begin(
                .deliver(
                    queue: "codebode.send_code", deliveryTag: tag, isRedelivered: false, exchange: "codebode.jobs",
                    routingKey: "send_code"))
            _ = try assembler.header(size: UInt64(body.count), properties: properties)
            guard case .delivery = try assembler.body(body) else { throw Unexpected() }
        }
    }

    /// From the thread of one pinned actor to that of another and back. With one actor the compiler sees that nothing
    /// is to be done in between, and stays.
    private func hop(_ count: Int) async throws {
        let (here, there) = (try Pinned(), try Pinned())
        for _ in 0..<count {
            await there.count()
            await here.count()
        }
        guard await there.counted == count else { throw Unexpected() }
    }

    /// One request over a connection that is there already.
    private func transfer(_ count: Int, to url: String) async throws {
        let client = try HTTPClient()
        var request = HTTPRequest(.post, url)
        request.headers = [("Content-Type", "application/json")]
        request.body = Array(#"{"to":"+31612345678","text":"Je inlogcode voor Caren is 123456."}"#.utf8)
        request.allowsPlaintext = true
        for _ in 0..<count {
            request.begun = .now
            guard case .answered(let answer) = await client.perform(request), answer.status == 202 else {
                throw Unexpected()
            }
        }
    }

    /// A login code's text from the shipped templates.
    private func render(_ count: Int, from templates: String) throws {
        let sender = try required(Sender(address: try required(EmailAddress("inloggen@caren.example")), name: "Caren"))
        let renderer = Renderer(
            templates: try TemplateSet(directory: templates),
            brand: try Brand(name: "Caren", domain: try required(HostName("caren.example")), supportPhone: nil),
            sender: sender)
        let job = try Job.sample(name: "Jan Jansen")
        for _ in 0..<count {
            switch self {
            case .renderMail: _ = try renderer.mail(for: job, at: noon)
            default: _ = try renderer.sms(for: job, at: noon)
            }
        }
    }
}
