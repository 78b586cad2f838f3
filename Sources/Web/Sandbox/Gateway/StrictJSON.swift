import FoundationEssentials

/// Reads JSON that must hold the named fields and no others.
enum StrictJSON {
    static func decode<Body: Decodable>(_ type: Body.Type, from data: Data) throws(BodyError) -> Body {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as BodyError {
            throw error
        } catch DecodingError.keyNotFound(let key, let context) {
            throw .missingField(path(context.codingPath + [key]))
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.dataCorrupted(let context)
        {
            throw context.codingPath.isEmpty ? .notJSON : .wrongType(path(context.codingPath))
        } catch {
            throw .notJSON
        }
    }

    static func path(_ keys: [any CodingKey]) -> String {
        keys.map(\.stringValue).joined(separator: ".")
    }
}

private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension Decoder {
    /// A container that refuses a field which `Key` does not name.
    func strictContainer<Key: CodingKey & CaseIterable>(
        keyedBy: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        let unknown = try container(keyedBy: AnyKey.self).allKeys.filter { !known.contains($0.stringValue) }
        if let first = unknown.min(by: { $0.stringValue < $1.stringValue }) {
            throw BodyError.unknownField(StrictJSON.path(codingPath + [first]))
        }
        return try container(keyedBy: Key.self)
    }
}

extension KeyedDecodingContainer {
    /// Throws when `holds` is false; an absent field (`nil`) breaks no rule.
    func check(_ key: Key, _ holds: Bool?, _ rule: String) throws(BodyError) {
        if holds == false {
            throw .invalid(field: StrictJSON.path(codingPath + [key]), rule: rule)
        }
    }
}
