extension Decoder {
    /// A misspelt field would else be dropped without a word.
    func refuseUnknownFields<Key: CodingKey & CaseIterable & RawRepresentable<String>>(
        _: Key.Type
    ) throws {
        let names = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
        // The first in order, so that each worker names the same one of several.
        guard let unknown = names.filter({ Key(rawValue: $0) == nil }).min() else { return }
        let name = unknown.asFieldName
        let path = codingPath.map(\.stringValue) + [name].compactMap(\.self)
        let hint = name.map { NearestName.hint(for: $0, among: Key.allCases.map(\.rawValue)) } ?? ""
        throw Rejection(
            .invalid, field: path.isEmpty ? nil : path.joined(separator: "."), "the contract has no such field" + hint)
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    let intValue: Int? = nil

    init?(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) {
        nil
    }
}

extension String {
    /// A name that a peer chose, fit to be shown: it may be a misplaced secret, or hold control characters.
    ///
    /// Codes and keys are written in capitals and digits, names of people with a capital.
    fileprivate var asFieldName: String? {
        let small = UInt8(ascii: "a")...UInt8(ascii: "z")
        guard let first = utf8.first, small.contains(first), utf8.count <= 64 else { return nil }
        let isName = utf8.allSatisfy { "_.-".utf8.contains($0) || small.contains($0 | 0x20) }
        return isName ? self : nil
    }
}
