import Foundation

/// One JSON object on one line, keys sorted.
func jsonObject(_ object: [String: Any]) -> String {
    guard
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    else { return "{}" }
    return String(decoding: data, as: UTF8.self)
}

/// A pipe holds back what was printed until its buffer is full.
func flushStandardOutput() {
    fflush(nil)
}
