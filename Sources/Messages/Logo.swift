import Foundation

/// The portal's mark as an image that travels with each mail (RFC 2392): Gmail drops images that stand in the HTML.
package struct Logo: Sendable, Equatable {
    package enum Fault: Error, Equatable {
        case notPNG
        case tooLarge(kilobytes: Int)
    }

    package static let largestSize = 20 * 1_024
    static let contentID = "logo@codebode"
    /// The frame that it is shrunk into. It should have twice as many pixels, for the eyes of today's screens.
    private static let frame = (width: 240, height: 48)

    /// In pixels of the page.
    let width: Int
    let height: Int
    /// Base64 in lines of 76, each ended by CRLF.
    let encoded: [UInt8]

    package init(png: [UInt8]) throws(Fault) {
        guard png.count <= Self.largestSize else { throw .tooLarge(kilobytes: png.count / 1_024) }
        guard let (width, height) = Self.pixels(of: png) else { throw .notPNG }
        let scale = min(1, Double(Self.frame.width) / Double(width), Double(Self.frame.height) / Double(height))
        self.width = max(1, Int(Double(width) * scale))
        self.height = max(1, Int(Double(height) * scale))
        encoded = [UInt8](
            Data(png).base64EncodedData(
                options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]))
    }

    /// PNG (third edition), 5.2, 5.3 and 11.2.1: the signature, then a chunk IHDR that begins with both; IEND is last.
    private static func pixels(of png: [UInt8]) -> (width: Int, height: Int)? {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard png.count >= 45, png.starts(with: signature), png[12..<16].elementsEqual("IHDR".utf8),
            png.dropLast(4).suffix(4).elementsEqual("IEND".utf8)
        else { return nil }
        func number(at index: Int) -> Int { png[index..<index + 4].reduce(0) { $0 << 8 | Int($1) } }
        let (width, height) = (number(at: 16), number(at: 20))
        return (1...10_000).contains(width) && (1...10_000).contains(height) ? (width, height) : nil
    }
}
