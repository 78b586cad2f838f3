/// A header or address: mostly the same in every request, and then not made again.
enum RequestText: Sendable {
    case constant(String)
    case made(Pattern)

    init(_ pattern: Pattern) {
        self = pattern.constant.map { .constant(String(decoding: $0, as: UTF8.self)) } ?? .made(pattern)
    }

    func text(_ value: (Variable) -> String) -> String {
        switch self {
        case .constant(let text):
            return text
        case .made(let pattern):
            var bytes: [UInt8] = []
            pattern.write(to: &bytes, value)
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
