import Jobs

/// How a body is written, as its content type has it.
enum BodyFormat {
    case json
    /// The JSON as a compact JWE (RFC 7516).
    case sealed

    init(contentType: String?) throws(Rejection) {
        switch contentType {
        case nil, "application/json", "application/json; charset=utf-8": self = .json
        case "application/jose": self = .sealed
        case .some: throw Rejection(.invalid, field: "content_type", "application/json is expected")
        }
    }
}
