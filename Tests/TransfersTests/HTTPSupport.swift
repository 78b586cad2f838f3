import Testing

@testable import Transfers

extension HTTPRequest {
    /// A POST over plain HTTP to a server of the test, with what must never show up in a failure.
    static func post(to port: UInt16, timeout: Duration = .seconds(10)) -> HTTPRequest {
        var request = HTTPRequest(.post, "http://127.0.0.1:\(port)/send?code=\(secret)")
        request.allowsPlaintext = true
        request.headers = [("Content-Type", "application/json"), ("Authorization", "Bearer \(secret)")]
        request.body = Array(#"{"text":"\#(secret)"}"#.utf8)
        request.timeout = timeout
        return request
    }

    static let secret = "739152"
}

extension HTTPResult {
    var answer: HTTPAnswer? {
        if case .answered(let answer) = self { answer } else { nil }
    }

    /// The failure's name, when nothing left.
    var notSent: String? {
        if case .notSent(let failure) = self { failure.checked.name } else { nil }
    }

    /// The failure's name, when something may have left.
    var maybeSent: String? {
        if case .maybeSent(let failure) = self { failure.checked.name } else { nil }
    }
}

extension TransferFailure {
    /// Every failure of every test is looked at for secrets.
    var checked: TransferFailure {
        #expect(!description.contains(HTTPRequest.secret))
        #expect(!description.contains("@"))
        return self
    }
}
