/// What is wrong with a JSON body, by field; the values that were sent stay out of it.
enum BodyError: Error, Equatable {
    case notJSON
    case unknownField(String)
    case missingField(String)
    case wrongType(String)
    case invalid(field: String, rule: String)

    var code: String {
        switch self {
        case .notJSON: "bad_json"
        case .unknownField: "unknown_field"
        case .missingField: "missing_field"
        case .wrongType, .invalid: "invalid_field"
        }
    }

    var message: String {
        switch self {
        case .notJSON: "the body is not a JSON object"
        case .unknownField(let name): "unknown field \(name)"
        case .missingField(let name): "field \(name) is missing"
        case .wrongType(let name): "field \(name) has a value of the wrong kind"
        case .invalid(let name, let rule): "field \(name) \(rule)"
        }
    }
}
