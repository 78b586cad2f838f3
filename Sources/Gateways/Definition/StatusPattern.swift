/// One HTTP status, `429`, or all of a hundred, `5xx`.
enum StatusPattern: Hashable, Sendable {
    case one(Int)
    /// 2 for `2xx`.
    case hundred(Int)

    init?(_ text: String) {
        if text.utf8.count == 3, text.hasSuffix("xx"), let first = text.first?.wholeNumberValue, (2...5).contains(first)
        {
            self = .hundred(first)
        } else if let status = Int(text), (200...599).contains(status) {
            self = .one(status)
        } else {
            return nil
        }
    }

    func matches(_ status: Int) -> Bool {
        switch self {
        case .one(let one): one == status
        case .hundred(let first): first == status / 100
        }
    }
}
