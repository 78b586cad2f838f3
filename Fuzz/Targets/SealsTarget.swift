import Foundation

@testable import Cryptography

/// Sealed jobs: as they come, as the header of a seal that is good otherwise, and as a text to be sealed.
enum SealsTarget: FuzzTarget {
    static let name = "seals"

    private static let keys = [
        "2026-01:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "new:Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA",
    ].compactMap { try? SealKey($0) }
    private static let ring = SealRing(keys)

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        if let text = opened(Array(input)) {
            try refuse("opened, and not five parts", if: input.count { $0 == UInt8(ascii: ".") } != 4)
            try refuse("opened, and larger than announced", if: input.count > SealRing.largest(ofText: text.count))
        }
        guard let key = keys.first else { return }
        try refuse("what is sealed does not open", if: opened(key.seal(input)) != Array(input))
        try checkHeader(input, key)
        try checkBase64(input)
    }

    private static func opened(_ sealed: [UInt8]) -> [UInt8]? {
        try? ring.open(sealed) { Array($0) }
    }

    /// A seal opens if its header is one that we take, and then any reader of JSON sees the same three members in it.
    private static func checkHeader(
        _ json: UnsafeBufferPointer<UInt8>, _ key: SealKey
    ) throws(BrokenPromise) {
        let header = Base64.urlText(json)
        var (iv, tag) = ([UInt8](repeating: 7, count: SealKey.ivSize), [UInt8](repeating: 0, count: SealKey.tagSize))
        var text = Array("text".utf8)
        let isSealed = header.withUnsafeBufferPointer { header in
            iv.withUnsafeMutableBufferPointer { iv in
                text.withUnsafeMutableBufferPointer { text in
                    tag.withUnsafeMutableBufferPointer { tag in
                        key.apply(.seal, iv: iv, header: header[...], text: text, tag: tag)
                    }
                }
            }
        }
        let parts = [iv, text, tag].map { $0.withUnsafeBufferPointer { Base64.urlText($0) } }
        let sealed = parts.reduce(into: header + [0x2E]) { $0 += [0x2E] + $1 }
        let isOpen = isSealed && opened(sealed) == Array("text".utf8)
        let keyID = SealHeader(json)?.keyID
        try refuse("a header decides otherwise in its seal", if: isOpen != (keyID == key.id && header.count <= 512))
        guard let keyID else { return }
        let members = try? JSONSerialization.jsonObject(with: Data(json)) as? [String: String]
        let expected = ["alg": "dir", "enc": "A256GCM", "kid": keyID]
        try refuse("others read another header", if: members != expected)
    }

    private static func checkBase64(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        let text = input.text
        guard let bytes = Base64.urlBytes(text) else { return }
        let again = bytes.withUnsafeBufferPointer { Base64.urlText($0) }
        try refuse("two spellings of the same bytes", if: again != Array(text.utf8))
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        let size = (padded.utf8.count + 3) / 4 * 4
        let theirs = Data(base64Encoded: padded.padding(toLength: size, withPad: "=", startingAt: 0))
        try refuse("Foundation reads other bytes", if: theirs.map { [UInt8]($0) } != bytes)
    }
}
