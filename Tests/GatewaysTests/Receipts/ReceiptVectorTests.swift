import Testing

@testable import Gateways

struct ReceiptVectorTests {
    /// Each by its name; empty when the file cannot be read, which the last test would show.
    private static let genuine = ((try? ReceiptVector.all()) ?? [:]).keys.sorted()
    private static let forged = ((try? ReceiptVector.all()) ?? [:]).flatMap { name, vector in
        (Array(vector.refused.keys) + Array(vector.stricter.keys)).map { [name, $0] }
    }.sorted { $0.joined() < $1.joined() }

    @Test("a receipt that its vendor signed is read", arguments: genuine)
    func read(name: String) throws {
        let vector = try #require(try ReceiptVector.all()[name])
        let receipt = try vector.read(name)
        let reports = receipt.reports.map {
            ReceiptVector.Report(id: $0.id, reference: $0.reference, status: $0.status.rawValue, code: $0.code)
        }
        #expect(reports == vector.reports)
        #expect(receipt.ignored == 0)
    }

    @Test("what the vendor did not sign so, or not now, is refused", arguments: forged)
    func refuse(names: [String]) throws {
        let vector = try #require(try ReceiptVector.all()[names[0]])
        let change = try #require(vector.refused[names[1]] ?? vector.stricter[names[1]])
        do {
            _ = try vector.read(names[0], change)
            Issue.record("\(names) was taken")
        } catch let refusal as ReceiptRefusal {
            guard case .signature = refusal else {
                Issue.record("\(names) was refused for \(refusal)")
                return
            }
        }
    }

    @Test("every scheme that signs has its vectors")
    func complete() throws {
        let vectors = try ReceiptVector.all()
        let schemes = try vectors.map { name, _ in
            let section = try VendorReceipts.section(String(name.prefix { $0 != "/" }))
            return SignatureScheme.Name.allCases.first { section.contains("scheme: \($0.rawValue),") }
        }
        #expect(Set(schemes) == Set(SignatureScheme.Name.allCases.filter { $0 != .none }))
        #expect(vectors.values.allSatisfy { !$0.refused.isEmpty })
    }
}
