import Admission
import ArgumentParser
import Foundation
import Jobs

/// Whose limits are meant. No error repeats what was typed.
struct SubjectOptions: ParsableArguments {
    // Numbers are read out with spaces and typed without quotes: the rest of one would stand in the parser's own error.
    @Option(parsing: .upToNextOption, help: ArgumentHelp("As it stands in the jobs.", valueName: "ref"))
    var account: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("E.164, or the national Dutch form; spaces do no harm.", valueName: "number"))
    var phone: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("In capitals or not.", valueName: "address"))
    var email: [String] = []

    @Argument(help: .hidden)
    var rest: [String] = []

    func validate() throws {
        if !rest.isEmpty { throw ValidationError("A word belongs to no option; is an option misspelt?") }
    }

    /// How many options were given.
    var count: Int { [account, phone, email].count { !$0.isEmpty } }

    func subject() throws(CommandFailure) -> LimitSubject {
        if !phone.isEmpty {
            do {
                return .phone(try PhoneNumber(Self.text(phone)))
            } catch {
                throw CommandFailure(.badInput, "--phone: this is no telephone number that can exist")
            }
        }
        if !email.isEmpty {
            guard let address = EmailAddress(Self.text(email)) else {
                throw CommandFailure(.badInput, "--email: this is no e-mail address")
            }
            return .email(address)
        }
        let reference = Self.text(account)
        guard (1...128).contains(reference.count) else {
            throw CommandFailure(.badInput, "--account: 1 to 128 characters are expected")
        }
        return .account(reference)
    }

    private static func text(_ words: [String]) -> String {
        words.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
