import Foundation

@testable import Gateways
@testable import Transfers

/// What a gateway answers: a line with its name and the status, then the body.
enum AnswersTarget: FuzzTarget {
    static let name = "answers"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        let line = input.prefix { $0 != UInt8(ascii: "\n") }
        let body = UnsafeBufferPointer(rebasing: input.dropFirst(line.count + 1))
        try checkJSON(body)
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard let order = ShippedGateways.order, words.count == 2, let status = Int(words[1]),
            (200...999).contains(status), let gateway = ShippedGateways.all[String(words[0])]
        else { return }
        for isWhole in [true, false] {
            let answer = HTTPAnswer(
                status: status, contentType: nil, retryAfter: nil, body: Array(body), isBodyComplete: isWhole)
            let judged = AnswerReader(gateway).read(.answered(answer), to: order)
            let note = judged.note
            try refuse("a note that is no line", if: !note.isPrintable || note.utf8.count > 200)
            try refuse("a note with the code or the number", if: note.contains("482913") || note.contains("612345678"))
            guard case .accepted(let id) = judged.verdict else { continue }
            try refuse("a failure passes for a success", if: !(200..<300).contains(status))
            try refuse("a name that is none", if: id.map { $0.isEmpty || !$0.isPrintable } == true)
            try refuse("a name from half an answer", if: !isWhole && id != nil)
        }
    }

    /// What we and Foundation both read, we read alike. (It takes a comma behind the last field, and no number beyond
    /// its own.)
    private static func checkJSON(_ body: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        guard let value = JSONValue(Array(body)), body.isPlainUTF8,
            let theirs = try? JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed)
        else { return }
        try refuse("Foundation reads something else", if: !isSame(value, theirs))
    }

    private static func isSame(_ value: JSONValue, _ theirs: Any) -> Bool {
        switch value {
        case .null: return theirs is NSNull
        case .bool(let value): return theirs as? Bool == value
        case .number(let text):
            // Of a number with more digits than a double has, Foundation makes another neighbour.
            guard let own = Double(text), let number = theirs as? NSNumber else { return false }
            return own == number.doubleValue || abs(own - number.doubleValue) <= abs(own) * 1e-12
        case .string(let text): return theirs as? String == text
        case .array(let items):
            guard let theirs = theirs as? [Any], theirs.count == items.count else { return false }
            return zip(items, theirs).allSatisfy { isSame($0, $1) }
        case .object(let fields):
            guard let theirs = theirs as? [String: Any], Set(theirs.keys) == Set(fields.keys) else { return false }
            return fields.allSatisfy { name, value in theirs[name].map { isSame(value, $0) } ?? false }
        }
    }
}
