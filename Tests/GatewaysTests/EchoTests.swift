import Foundation
import Jobs
import TestSupport
import Testing

@testable import Gateways
@testable import Transfers

/// A gateway that says number and code wherever its file looks, in place of what should stand there.
struct EchoTests {
    private static let echoes = [
        "+31612345678", "0612345678", "0031612345678", "31612345678", "+31-6-12345678", "tel.0612345678", "x612345678x",
        "482913", "code482913", "482-913", "4.8.2.9.1.3", "no_482913", "a482913b", "482913.0612345678",
    ]

    @Test("neither note nor name of a message holds them", arguments: VendorTable.files(in: "config/gateways"))
    func echoed(name: String) throws {
        let gateway = try GatewayDefinition.shipped(name)
        for echo in Self.echoes {
            for body in try Self.bodies(gateway, echo) {
                for status in [200, 201, 202, 400, 401, 409, 429, 500, 503] {
                    let answer = HTTPAnswer(
                        status: status, contentType: nil, retryAfter: nil, body: body, isBodyComplete: true)
                    let judged = AnswerReader(gateway).read(.answered(answer), to: try .sample())
                    #expect(!Self.tells(judged.note), "\(status) \(String(decoding: body, as: UTF8.self))")
                    if case .accepted(let id?) = judged.verdict {
                        #expect(!Self.tells(id), "\(status) \(String(decoding: body, as: UTF8.self))")
                    }
                }
            }
        }
    }

    @Test("a message that was taken under such a name is taken, and has no name")
    func accepted() throws {
        let gateway = try GatewayDefinition.shipped("sandbox")
        let body = Array(#"{"status":"accepted","id":"0612345678"}"#.utf8)
        let answer = HTTPAnswer(status: 202, contentType: nil, retryAfter: nil, body: body, isBodyComplete: true)
        #expect(AnswerReader(gateway).read(.answered(answer), to: try .sample()).verdict == .accepted(id: nil))
    }

    private static func tells(_ text: String) -> Bool {
        let letters = text.filter { $0.isLetter || $0.isNumber }
        return letters.contains("482913") || letters.contains("12345678")
    }

    /// Everywhere; and only as the name, in an answer that is well otherwise.
    private static func bodies(_ gateway: GatewayDefinition, _ echo: String) throws -> [[UInt8]] {
        let successes = gateway.success.body.map { ($0.path, $0.values.first ?? "") }
        let codes = gateway.answers.codes.compactMap { code in
            if case .values(let rule) = code { rule.path } else { nil }
        }
        var texts = [Array(echo.utf8)] + gateway.success.begins.map { Array("\($0) \(echo)".utf8) }
        var (everywhere, name) = ((codes + successes.map(\.0)).map { ($0, echo) }, successes)
        switch gateway.id {
        case .path(let path):
            everywhere.append((path, echo))
            name.append((path, echo))
        case .between(let after, let before): texts.append(Array((after + echo + before).utf8))
        case nil: break
        }
        for places in [everywhere, name] where !places.isEmpty {
            let tree = places.reduce(nil as Any?) { tree, place in placed(place.1, at: place.0.steps[...], in: tree) }
            texts.append(
                Array(try JSONSerialization.data(withJSONObject: tree ?? [:], options: .withoutEscapingSlashes)))
        }
        return texts
    }

    private static func placed(_ value: String, at steps: ArraySlice<JSONPath.Step>, in tree: Any?) -> Any {
        switch steps.first {
        case .key(let key):
            var fields = tree as? [String: Any] ?? [:]
            fields[key] = placed(value, at: steps.dropFirst(), in: fields[key])
            return fields
        case .index, .all:
            return [placed(value, at: steps.dropFirst(), in: (tree as? [Any])?.first)]
        case nil:
            return value
        }
    }
}
