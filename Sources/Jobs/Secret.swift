import Glibc

/// A code, link or key: cannot be printed or encoded, and its bytes are wiped when the last copy is gone.
package struct Secret: Masked, Sendable, Equatable {
    private final class Storage: Sendable {
        nonisolated(unsafe) let bytes: UnsafeMutableBufferPointer<UInt8>  // because nobody writes after `init`

        init(_ source: some Collection<UInt8>) {
            bytes = .allocate(capacity: source.count)
            _ = bytes.initialize(from: source)
        }

        deinit {
            if let base = bytes.baseAddress { explicit_bzero(base, bytes.count) }
            bytes.deallocate()
        }
    }

    private let storage: Storage

    package init(_ bytes: some Collection<UInt8>) {
        storage = Storage(bytes)
    }

    package init(_ text: String) {
        self.init(text.utf8)
    }

    package var mask: String { "•••" }

    package var count: Int { storage.bytes.count }

    /// The bytes for as long as `body` runs; to be copied only into what is sent.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeBufferPointer(storage.bytes))
    }

    /// The text in clear, for the message itself and nothing else. Named so that a search finds every use.
    package var revealed: String {
        withBytes { String(decoding: $0, as: UTF8.self) }
    }

    package static func == (left: Secret, right: Secret) -> Bool {
        left.withBytes { left in right.withBytes { right in left.elementsEqual(right) } }
    }
}
