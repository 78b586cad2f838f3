/// The fields of a JSON object, until each is taken by who knows what to make of it.
struct PlainFields {
    /// What a field holds is not what is asked for. Foundation has the words for that.
    struct Unfit: Error {}

    private var fields: [(name: String, value: PlainJSON.Value)] = []

    /// True once all were taken: none is unknown.
    var areTaken: Bool { fields.isEmpty }

    /// False if there is one of that name.
    mutating func add(_ name: String, _ value: PlainJSON.Value) -> Bool {
        guard !fields.contains(where: { $0.name == name }) else { return false }
        fields.append((name, value))
        return true
    }

    mutating func text(_ name: String) throws(Unfit) -> String {
        guard let text = try textIfPresent(name) else { throw Unfit() }
        return text
    }

    mutating func textIfPresent(_ name: String) throws(Unfit) -> String? {
        switch take(name) {
        case .text(let text): text
        case .null, nil: nil
        case .whole, .bool, .object: throw Unfit()
        }
    }

    mutating func whole(_ name: String) throws(Unfit) -> Int {
        guard let whole = try wholeIfPresent(name) else { throw Unfit() }
        return whole
    }

    mutating func wholeIfPresent(_ name: String) throws(Unfit) -> Int? {
        switch take(name) {
        case .whole(let whole): whole
        case .null, nil: nil
        case .text, .bool, .object: throw Unfit()
        }
    }

    mutating func boolIfPresent(_ name: String) throws(Unfit) -> Bool? {
        switch take(name) {
        case .bool(let bool): bool
        case .null, nil: nil
        case .text, .whole, .object: throw Unfit()
        }
    }

    /// - Parameter read: must take all of its fields.
    mutating func objectIfPresent<Object>(
        _ name: String, _ read: (inout PlainFields) throws(Unfit) -> Object
    ) throws(Unfit) -> Object? {
        switch take(name) {
        case .object(var fields):
            let object = try read(&fields)
            guard fields.areTaken else { throw Unfit() }
            return object
        case .null, nil: return nil
        case .text, .whole, .bool: throw Unfit()
        }
    }

    private mutating func take(_ name: String) -> PlainJSON.Value? {
        guard let index = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return fields.remove(at: index).value
    }
}
