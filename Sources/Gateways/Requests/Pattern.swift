import Jobs

/// A part of a request, made ready once: what is the same in all requests stands in it as it goes on the wire, escaped
/// and with the credentials in place, so that each request is a concatenation.
struct Pattern: Sendable {
    enum Escape: Sendable {
        case none
        /// Inside a JSON string.
        case json
        /// In a query or a form: all but RFC 3986's unreserved characters. `%20` for a space is understood in both.
        case percent
    }

    private enum Segment: Sendable {
        case literal([UInt8])
        case variable(Variable, Escape)
    }

    private var segments: [Segment] = []

    init() {}

    /// A header's value or a login.
    init(_ template: TextTemplate, _ credentials: [String: Secret]) {
        append(template, .none, credentials)
    }

    /// What every request has, when nothing changes from one to the next.
    var constant: [UInt8]? {
        switch segments.first {
        case nil: []
        case .literal(let bytes) where segments.count == 1: bytes
        case .literal, .variable: nil
        }
    }

    mutating func append(literal text: String, _ escape: Escape = .none) {
        var bytes: [UInt8] = []
        escape.append(text, to: &bytes)
        if case .literal(let before)? = segments.last {
            segments[segments.count - 1] = .literal(before + bytes)
        } else if !bytes.isEmpty {
            segments.append(.literal(bytes))
        }
    }

    mutating func append(_ template: TextTemplate, _ escape: Escape, _ credentials: [String: Secret]) {
        for part in template.parts {
            switch part {
            case .literal(let text): append(literal: text, escape)
            case .credential(let name): append(literal: credentials[name]?.revealed ?? "", escape)
            case .variable(let variable): segments.append(.variable(variable, escape))
            }
        }
    }

    /// The path's own characters are as the file has them; a credential in it may not change its shape.
    mutating func append(path template: TextTemplate, _ credentials: [String: Secret]) {
        for part in template.parts {
            if case .literal(let text) = part {
                append(literal: text)
            } else if case .credential(let name) = part {
                append(literal: credentials[name]?.revealed ?? "", .percent)
            }
        }
    }

    mutating func append(_ other: Pattern) {
        segments += other.segments
    }

    /// - Parameter value: asked once for each variable of the pattern.
    func write(to bytes: inout [UInt8], _ value: (Variable) -> String) {
        for segment in segments {
            switch segment {
            case .literal(let literal): bytes.append(contentsOf: literal)
            case .variable(let variable, let escape): escape.append(value(variable), to: &bytes)
            }
        }
    }
}

extension Pattern.Escape {
    fileprivate func append(_ text: String, to bytes: inout [UInt8]) {
        switch self {
        case .none: bytes.append(contentsOf: text.utf8)
        case .json: JSONWriter.escape(text, into: &bytes)
        case .percent:
            for byte in text.utf8 {
                if byte.isLetterOrDigit || "-._~".utf8.contains(byte) {
                    bytes.append(byte)
                } else {
                    bytes.append(UInt8(ascii: "%"))
                    bytes.append(Self.hexDigits[Int(byte >> 4)])
                    bytes.append(Self.hexDigits[Int(byte & 15)])
                }
            }
        }
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)
}
