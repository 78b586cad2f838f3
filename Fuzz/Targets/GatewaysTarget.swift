import Jobs

@testable import Gateways

/// A gateway's file: what is wrong with it has a place, and what is taken makes requests that are whole.
enum GatewaysTarget: FuzzTarget {
    static let name = "gateways"

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        let yaml = input.text
        let definition: GatewayDefinition
        do throws(FileMistakes) {
            definition = try GatewayDefinition(name: "acme", yaml: yaml, file: "acme.yaml")
        } catch {
            return try check(error, lines: yaml.unicodeScalars.count { $0.properties.isWhitespace } + 2)
        }
        guard let order = ShippedGateways.order,
            let preview = try? RequestPreview(
                definition, url: "https://sms.acme.example", credentials: [:], order: order,
                now: Timestamp(seconds: 1_795_352_700), publicURL: "https://dlr.caren.example", userAgent: "codebode")
        else { return }
        for request in [preview.request, preview.tokenRequest].compactMap(\.self) {
            let head = [request.method, request.url] + request.headers.flatMap { [$0.name, $0.value] }
            let hasControl = head.contains { $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
            try refuse("a request with a line too many", if: hasControl)
        }
    }

    private static func check(_ mistakes: FileMistakes, lines: Int) throws(BrokenPromise) {
        try refuse("refused without a word", if: mistakes.mistakes.isEmpty)
        for mistake in mistakes.mistakes {
            let isPlaced = (1...lines).contains(mistake.line) && mistake.column >= 1 && !mistake.text.isEmpty
            try refuse("a mistake without a place: \(mistake)", if: !isPlaced)
        }
    }
}
