import ArgumentParser
import Cryptography
import Foundation
import Jobs

struct SealCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seal",
        abstract: "Keys for sealed jobs, and sealing by hand.",
        discussion: """
            A sealed job can be read by nobody but the backend and the workers: not in the broker, not where it waits, \
            not among the dead letters. The body is a compact JWE, `alg` dir and `enc` A256GCM, with the content type \
            application/jose. docs/sealed.md shows how a backend seals, and how a key is replaced.

              codebode seal keygen > key                   a new key
              CODEBODE_SEAL_KEYS_FILE=key codebode work    take jobs that are sealed with it
              codebode seal seal job.json                  seal a file
              codebode seal open letter.txt                see what is in a job that was set aside
            """,
        subcommands: [Keygen.self, Seal.self, Open.self])

    struct Keygen: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key.",
            discussion: """
                Prints KID:KEY, as `seal.keys` takes it. The id is no secret: it stands readable in every job that is \
                sealed with the key. Let the output go to a file that only its owner can read, never to a terminal \
                that is recorded.

                  umask 077; codebode seal keygen > /run/secrets/seal
                """)

        @Option(
            name: .customLong("id"), help: "What the key is called: 1 to 64 of A-Za-z0-9._-; today's date by default.")
        var keyID: String?

        @Flag(help: "Answer in JSON, for programs.")
        var json = false

        func validate() throws {
            guard let keyID, !SealKey.isID(keyID.utf8) else { return }
            throw ValidationError("--id takes 1 to 64 characters of A-Za-z0-9._-")
        }

        func run() throws {
            ProcessGuard.apply()
            let key = try SealKey.random(id: keyID ?? String(Timestamp.wallClock.rfc3339.prefix(10)))
            print(json ? jsonObject(["id": key.id, "setting": key.revealed]) : key.revealed)
        }
    }

    struct Seal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Seal a job as it stands.",
            discussion: """
                Prints the body to publish, with the content type application/jose. It is sealed with the first key of \
                `seal.keys`, or with the one that --id names. The text is taken as it is: `codebode send` is what fills \
                in an id and times, and it seals, too, where there is a key.
                """)

        @OptionGroup var common: CommonOptions

        @Argument(help: "A file with one job; - reads standard input.", completion: .file())
        var file: String

        @Option(name: .customLong("id"), help: "The id of the key to seal with.")
        var keyID: String?

        func run() async throws {
            ProcessGuard.apply()
            let text = try InputFile.read(file)
            guard text.count <= BodyDecoder.maximumSize else {
                throw CommandFailure(.badInput, "\(file): a job of at most 16 KiB is expected")
            }
            let key = try key(of: try await common.settings())
            let sealed = String(decoding: text.withUnsafeBufferPointer { key.seal($0) }, as: UTF8.self)
            print(common.json ? jsonObject(["id": key.id, "sealed": sealed]) : sealed)
        }

        private func key(of settings: Settings) throws(CommandFailure) -> SealKey {
            let keys = settings.seal.ring.keys
            guard let first = keys.first else {
                throw CommandFailure(.configuration, "seal.keys: there is no key; codebode seal keygen makes one")
            }
            guard let keyID else { return first }
            guard let key = keys.first(where: { $0.id == keyID }) else {
                throw CommandFailure(
                    .configuration,
                    "seal.keys: there is no key of this id, known are \(keys.map(\.id).joined(separator: ", "))")
            }
            return key
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what is in a sealed job.",
            discussion: """
                Prints the text in clear, code and address included: for a job that was set aside, and no others. The \
                key that it names must stand in `seal.keys`.
                """)

        @OptionGroup var common: CommonOptions

        @Argument(help: "A file with the body as it was published; - reads standard input.", completion: .file())
        var file: String

        func run() async throws {
            ProcessGuard.apply()
            var sealed = try InputFile.read(file)
            if sealed.last == 0x0A { sealed.removeLast() }  // as `seal` prints it, and editors keep it
            let settings = try await common.settings()
            do {
                let text = try settings.seal.ring.open(sealed) { String(decoding: $0, as: UTF8.self) }
                print(common.json ? jsonObject(["text": text]) : text)
            } catch {
                throw CommandFailure(.badInput, "\(file): \(explanation(error, settings.seal.ring))")
            }
        }

        private func explanation(_ fault: SealFault, _ ring: SealRing) -> String {
            let known =
                ring.keys.isEmpty ? "which holds none" : "known are \(ring.keys.map(\.id).joined(separator: ", "))"
            return switch fault {
            case .malformed: "this is no sealed job: a compact JWE with alg dir, enc A256GCM and kid is expected"
            case .unknownKey: "it is sealed with a key that is not in seal.keys, \(known)"
            case .notAuthentic: "the key of its name does not open it, or it was changed"
            }
        }
    }
}
