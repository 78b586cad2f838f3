import Hummingbird

/// A request that was not done, as the client reads it.
struct Problem: Error, Equatable {
    let status: Int
    let code: String
    let message: String

    static let notFound = Problem(status: 404, code: "not_found", message: "there is nothing here")
    static let tooLarge = Problem(status: 413, code: "body_too_large", message: "the body holds 64 KiB at most")
    static let unauthorized = Problem(
        status: 401, code: "unauthorized", message: "the header Authorization: Bearer is missing")
    static let wrongHost = Problem(
        status: 421, code: "wrong_host", message: "the sandbox does not answer to this host name")
    static let otherOrigin = Problem(
        status: 403, code: "other_origin", message: "a page of another site may not change anything here")
    static let invalidRecipient = Problem(
        status: 400, code: "invalid_recipient", message: "this recipient is refused (simulated)")

    static func simulated(_ status: Int) -> Problem {
        Problem(status: status, code: "simulated_fault", message: "the sandbox was told to answer \(status)")
    }

    init(status: Int, code: String, message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    init(_ error: BodyError) {
        self.init(status: 400, code: error.code, message: error.message)
    }

    func response() throws -> Response {
        try .json(ProblemBody(error: .init(code: code, message: message)), status: .init(code: status))
    }
}

private struct ProblemBody: Encodable {
    struct Detail: Encodable {
        let code: String
        let message: String
    }

    let error: Detail
}
