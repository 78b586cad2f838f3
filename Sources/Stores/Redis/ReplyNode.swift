/// A reply while hiredis builds it.
final class ReplyNode {
    private let value: RedisReply
    private var elements: [ReplyNode] = []

    /// - Parameter value: an empty array for one whose elements are still to come.
    init(_ value: RedisReply) {
        self.value = value
    }

    func append(_ element: ReplyNode) {
        elements.append(element)
    }

    /// hiredis refuses what is nested more than seven deep.
    var reply: RedisReply {
        elements.isEmpty ? value : .array(elements.map(\.reply))
    }
}
