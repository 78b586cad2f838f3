import Foundation

/// Reads the JSON of a message strictly, and says what is wrong with it in the words of the contract.
package enum BodyDecoder {
    /// Bytes; a longer body is refused unread.
    package static let maximumSize = 16 * 1_024

    /// Leaves no copy of the whole body behind, which may be wiped when this returns.
    ///
    /// - Parameter plainly: is asked first, and answers `nil` for what it leaves to Foundation.
    static func decode<Document: Decodable>(
        _: Document.Type, from body: UnsafeBufferPointer<UInt8>,
        plainly: (UnsafeBufferPointer<UInt8>) -> Document? = { _ in nil }
    ) throws(Rejection) -> Document {
        try checkSize(body.count)
        // Foundation would guess UTF-16 and UTF-32; the contract says UTF-8, in which JSON holds no NUL.
        guard !body.contains(0), (try? UTF8Span(validating: body.span)) != nil else {
            throw Rejection(.invalid, "the body is not UTF-8")
        }
        if let document = plainly(body) { return document }
        do {
            return try JSONDecoder().decode(Document.self, from: Data(borrowing: body))
        } catch let rejection as Rejection {
            throw rejection
        } catch let error as DecodingError {
            throw Rejection(error)
        } catch {
            throw Rejection(.invalid, "the body is not JSON")
        }
    }

    /// - Parameter size: of the body as sent; its bytes may have been dropped on their way.
    package static func checkSize(_ size: Int) throws(Rejection) {
        guard size <= maximumSize else { throw Rejection(.invalid, "the body is larger than 16 KiB") }
    }
}

extension Data {
    /// Without a copy: for no longer than `bytes` live.
    init(borrowing bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else {
            self.init()
            return
        }
        self.init(bytesNoCopy: UnsafeMutableRawPointer(mutating: start), count: bytes.count, deallocator: .none)
    }
}

extension Rejection {
    fileprivate init(_ error: DecodingError) {
        func field(_ path: [any CodingKey], _ last: (any CodingKey)? = nil) -> String? {
            let names = (path + [last].compactMap(\.self)).map(\.stringValue)
            return names.isEmpty ? nil : names.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context):
            self.init(.invalid, field: field(context.codingPath, key), "the field is missing")
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            guard let field = field(context.codingPath) else {
                self.init(.invalid, "the body is not a JSON object")
                return
            }
            self.init(.invalid, field: field, "the field has the wrong type")
        case .dataCorrupted(let context):
            guard let field = field(context.codingPath) else {
                self.init(.invalid, "the body is not JSON")
                return
            }
            self.init(.invalid, field: field, "the field cannot be read")
        @unknown default:
            self.init(.invalid, "the body is not JSON")
        }
    }
}
