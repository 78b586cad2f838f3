import Foundation

/// The folder of `Package.swift`.
let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

extension UnsafeBufferPointer<UInt8> {
    var text: String { String(decoding: self, as: UTF8.self) }

    /// As Foundation takes JSON: it would also guess other encodings than UTF-8, by their zeros and marks.
    var isPlainUTF8: Bool {
        !contains(0) && !starts(with: [0xEF, 0xBB, 0xBF]) && String(validating: self, as: UTF8.self) != nil
    }
}

extension String {
    /// Fit for one line of a log.
    var isPrintable: Bool { utf8.allSatisfy { (0x20..<0x7F).contains($0) } }
}
