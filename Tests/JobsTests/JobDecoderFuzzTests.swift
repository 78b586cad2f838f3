import Jobs
import TestSupport
import Testing

struct JobDecoderFuzzTests {
    /// What stands in the bodies as a value and may be shown to nobody.
    private static let values = [
        "H7X9Q2", "ABCDEF", "geheim42", "care.example", "612345678", "687654321", "jan.jansen", "Jansen", "patient",
        "1001",
    ]

    @Test("no broken body stops the reader, and no refusal repeats a value from it")
    func mutations() {
        var random = SeededGenerator(seed: 20_261_122)
        var (jobs, refusals) = (0, 0)
        for round in 0..<20_000 {
            let original = JobBody.all[round % JobBody.all.count]
            let body = mutated(original.bytes, &random)
            _ = JobDecoder.salvageID(body)
            do {
                _ = try JobDecoder.decode(body, kind: original.kind)
                jobs += 1
            } catch {
                refusals += 1
                let told = "\(error.detail) \(error.field ?? "")"
                if let value = Self.values.first(where: told.contains) {
                    Issue.record("round \(round) tells \(value): \(told)")
                    return
                }
            }
        }
        #expect(jobs > 500)
        #expect(refusals > 10_000)
    }

    /// Well-formed jobs are read by code of our own, all others by Foundation.
    @Test("both readers make the same of every body")
    func bothReaders() {
        var random = SeededGenerator(seed: 20_261_128)
        var (jobs, escaped) = (0, 0)
        for round in 0..<20_000 {
            let original = JobBody.all[round % JobBody.all.count]
            let body = round % 5 == 0 ? original.bytes : mutated(original.bytes, &random)
            guard let forFoundation = withEscape(body) else { continue }
            escaped += 1
            let (mine, theirs) = (read(body, original.kind), read(forFoundation, original.kind))
            if case .success = mine { jobs += 1 }
            guard mine != theirs else { continue }
            Issue.record("round \(round): \(String(decoding: body, as: UTF8.self))")
            return
        }
        #expect(jobs > 4_000)
        #expect(escaped > 15_000)
    }

    private func read(_ body: [UInt8], _ kind: JobKind) -> Result<Job, Rejection> {
        Result { () throws(Rejection) in try JobDecoder.decode(body, kind: kind) }
    }

    /// The same text with the first letter of its first string written as an escape.
    private func withEscape(_ body: [UInt8]) -> [UInt8]? {
        guard let quote = body.firstIndex(of: UInt8(ascii: "\"")), quote + 1 < body.count,
            (0x61...0x7A).contains(body[quote + 1])
        else { return nil }
        let escape = Array(("\\u00" + String(body[quote + 1], radix: 16)).utf8)
        return body[...quote] + escape + body[(quote + 2)...]
    }

    private func mutated(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var body = body
        for _ in 0...Int.random(in: 0..<3, using: &random) {
            let place = Int.random(in: 0..<max(1, body.count), using: &random)
            switch Int.random(in: 0..<8, using: &random) {
            case 0: body[place] = UInt8.random(in: 0...255, using: &random)
            case 1: body[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: body.remove(at: place)
            case 3: body.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
            case 4: body.removeSubrange(place..<min(body.count, place + Int.random(in: 0..<20, using: &random)))
            case 5: body.insert(contentsOf: body[place...].prefix(Int.random(in: 0..<40, using: &random)), at: place)
            case 6:
                body.insert(contentsOf: Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)], at: place)
            default: body = swapped(body, &random)
            }
            if body.isEmpty { body = [0x7B] }
        }
        return body
    }

    private static let pieces: [[UInt8]] = [
        "\\u0000", "\\ud800", "null", "1e999", "-", "\"", "{", "}", "[", "]", ":", ",", "\u{202E}", "\\", "true",
    ].map { Array($0.utf8) }

    /// With two of its strings in each other's place: a value becomes a field's name.
    private func swapped(_ body: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var parts = body.split(separator: UInt8(ascii: "\""), omittingEmptySubsequences: false).map(Array.init)
        let strings = parts.indices.filter { $0 % 2 == 1 }
        guard let first = strings.randomElement(using: &random), let second = strings.randomElement(using: &random)
        else {
            return body
        }
        parts.swapAt(first, second)
        return Array(parts.joined(separator: [UInt8(ascii: "\"")]))
    }
}
