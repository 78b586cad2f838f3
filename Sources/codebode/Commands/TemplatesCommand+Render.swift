import ArgumentParser
import Foundation
import Jobs
import Messages

extension TemplatesCommand {
    struct Render: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print one message as it would go out.",
            discussion: """
                  codebode templates render login_code
                  codebode templates render login_code --part eml > code.eml
                  codebode templates render confirm_phone_link --job templates/samples/confirm_phone_link.json

                Without --job the values are made up. Messages: \(MessageName.allCases.map(\.rawValue).joined(separator: ", ")).

                With --json: `message`, `locale`, `part` and `text`; of an SMS also `encoding`, `units` and \
                `segments`, of a mail `subject`.
                """)

        /// What can be printed of a message.
        enum Part: String, CaseIterable, ExpressibleByArgument {
            case sms, text, html, eml

            var channel: Channel { self == .sms ? .sms : .email }
        }

        @OptionGroup var common: CommonOptions

        @Argument(help: "A folder among the templates, such as login_code.", transform: Self.message)
        var message: MessageName

        @Option(help: "The language, such as nl or en; that of the job, or Dutch, if it is not given.")
        var locale: String?

        @Option(
            help: "A file with a job for this message; - reads standard input.", completion: .file(extensions: ["json"])
        )
        var job: String?

        @Option(
            help:
                "sms, text or html, or eml: the whole mail, for a mail program. By default the SMS where there is one.")
        var part: Part?

        func run() async throws {
            let settings = try await common.settings()
            let now = Timestamp.wallClock
            let job = try job.map { try read($0, at: now) } ?? sample(settings, at: now)
            let part = part ?? (message.channels.contains(.sms) ? .sms : .text)
            guard message.channels.contains(part.channel) else {
                throw CommandFailure(.badInput, "\(message.rawValue) never goes by \(part.channel.rawValue)")
            }
            let renderer = try Assembly(settings).renderer(judging: false)
            do {
                switch part {
                case .sms: try show(renderer.sms(for: job, at: now), of: job)
                case .text, .html, .eml: try show(renderer.mail(for: job, at: now), part, of: job, at: now)
                }
            } catch let error as RenderError {
                throw CommandFailure(.badInput, Self.words(for: error))
            }
        }

        private static func message(_ name: String) throws -> MessageName {
            if let message = MessageName(rawValue: name) { return message }
            let names = MessageName.allCases.map(\.rawValue)
            throw ValidationError("There is no message \(name)" + NearestName.hint(for: name, among: names))
        }

        private func read(_ path: String, at now: Timestamp) throws(CommandFailure) -> Job {
            let draft = try JobDraft(Data(try InputFile.read(path)), at: now, locale: locale)
            let job: Job
            do throws(Rejection) {
                job = try JobDecoder.decode(draft.body, kind: draft.kind)
            } catch {
                throw CommandFailure(.badInput, "\(path): \(error.field.map { $0 + ": " } ?? "")\(error.detail)")
            }
            let name = MessageName(job.content)
            guard name == message else {
                throw CommandFailure(.badInput, "\(path) is a job for \(name.rawValue), not for \(message.rawValue)")
            }
            return job
        }

        private func sample(_ settings: Settings, at now: Timestamp) throws(CommandFailure) -> Job {
            guard let tag = LanguageTag(locale ?? "nl") else {
                throw CommandFailure(.badInput, "--locale: a language such as nl or en is expected")
            }
            guard
                let job = SampleJob.typical.job(
                    for: message, in: Language(tag), linkHost: settings.texts.brand.domain, issuedAt: now)
            else { throw CommandFailure(.internalFault, "there is no sample for \(message.rawValue)") }
            return job
        }

        private func show(_ sms: SMSText, of job: Job) {
            guard common.json else { return print(sms.revealed) }
            print(
                jsonObject([
                    "message": message.rawValue, "locale": job.locale.text, "part": Part.sms.rawValue,
                    "text": sms.revealed, "encoding": sms.encoding.rawValue, "units": sms.size.units,
                    "segments": sms.segments,
                ]))
        }

        private func show(_ mail: MailText, _ part: Part, of job: Job, at now: Timestamp) throws {
            let bytes: [UInt8] =
                switch part {
                case .eml: mail.message(date: now)
                case .html: Array(mail.html.revealed.utf8)
                case .sms, .text: Array(mail.text.revealed.utf8)
                }
            guard common.json else { return try FileHandle.standardOutput.write(contentsOf: Data(bytes + [0x0A])) }
            print(
                jsonObject([
                    "message": message.rawValue, "locale": job.locale.text, "part": part.rawValue,
                    "subject": mail.subject.revealed, "text": String(decoding: bytes, as: UTF8.self),
                ]))
        }

        private static func words(for error: RenderError) -> String {
            switch error {
            case .notForChannel(let name, let channel): "\(name.rawValue) never goes by \(channel.rawValue)"
            case .noEmailAddress: "recipient.email: a mail needs an address"
            case .unusualCode: "code: 4 to 10 digits or capitals are expected"
            }
        }
    }
}
