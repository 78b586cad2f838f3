import Jobs

/// A job's JSON, kept field by field so that a test can change one of them.
struct JobBody: Sendable {
    let kind: JobKind
    private var fields: [(name: String, json: String)]

    private init(_ kind: JobKind, _ own: [(name: String, json: String)]) {
        self.kind = kind
        let common = [
            (name: "version", json: "1"), ("id", #""job-0001""#), ("kind", #""\#(kind.rawValue)""#),
            ("account", #""patient-1001""#), ("issued_at", #""2026-11-22T12:00:00Z""#),
            ("expires_at", #""2026-11-22T12:10:00Z""#),
            ("recipient", #"{"phone":"+31612345678","email":"jan.jansen@example.org","name":"Jan Jansen"}"#),
        ]
        fields = common + own
    }

    static let loginCode = JobBody(.sendCode, [("code", #""H7X9Q2""#), ("sequence", "7")])
    static let link = JobBody(
        .confirmPhone,
        [
            ("step", #""link""#), ("link", #""https://care.example.org/confirm?t=geheim42""#),
            ("new_phone", #""0687654321""#),
        ])
    static let phoneCode = JobBody(.confirmPhone, [("step", #""code""#), ("code", #""ABCDEF""#)])
    static let notice = JobBody(.securityNotice, [("event", #""phone_changed""#)])

    /// To be sealed.
    static let totp = JobBody(.sendCode, [("totp", #"{"secret":"JBSWY3DPEHPK3PXP"}"#), ("sequence", "7")])

    static let all = [loginCode, link, phoneCode, notice]

    /// With the field set to this JSON, in its old place or at the end.
    func with(_ name: String, _ json: String) -> JobBody {
        var copy = self
        if let index = fields.firstIndex(where: { $0.name == name }) {
            copy.fields[index].json = json
        } else {
            copy.fields.append((name, json))
        }
        return copy
    }

    func without(_ name: String) -> JobBody {
        var copy = self
        copy.fields.removeAll { $0.name == name }
        return copy
    }

    func reversed() -> JobBody {
        var copy = self
        copy.fields.reverse()
        return copy
    }

    var names: [String] { fields.map(\.name) }

    func text(separator: String = ",", colon: String = ":") -> String {
        "{" + fields.map { "\"\($0.name)\"\(colon)\($0.json)" }.joined(separator: separator) + "}"
    }

    var bytes: [UInt8] { Array(text().utf8) }

    func decoded() throws(Rejection) -> Job {
        try JobDecoder.decode(bytes, kind: kind)
    }

    /// As if it had come sealed.
    func unsealed() throws(Rejection) -> Job {
        try bytes.withUnsafeBufferPointer { bytes throws(Rejection) in
            try JobDecoder.decode(bytes, kind: kind, isSealed: true)
        }
    }

    /// What the contract answers; `nil` if the body is a job.
    func rejection() -> Rejection? {
        do {
            _ = try decoded()
            return nil
        } catch {
            return error
        }
    }
}
