import CCurl
import Testing

@testable import Transfers

@Suite
struct SecretBlockTests {
    private func strings(_ list: UnsafeMutablePointer<curl_slist>?) -> [String] {
        var strings: [String] = []
        var node = list?.pointee
        while let current = node {
            strings.append(String(cString: current.data))
            node = current.next?.pointee
        }
        return strings
    }

    @Test("lines and body stand as libcurl reads them", arguments: [0, 1, 100_000])
    func loaded(size: Int) {
        var block = SecretBlock()
        let body = [UInt8](repeating: 7, count: size)
        block.load(lines: [["A", ": ", "1"], ["B", ";"], [""]], body: body)
        #expect(strings(block.list) == ["A: 1", "B;", ""])
        #expect(Array(block.body) == body)
        block.load(lines: [], body: [])
        #expect(block.list == nil)
        #expect(block.body.isEmpty)
    }

    @Test("wiping leaves nothing behind")
    func wiped() {
        var block = SecretBlock()
        block.load(lines: [["X-Code", ": ", "739152"]], body: Array("739152".utf8))
        let body = block.body
        let line = block.list?.pointee.data
        block.wipe()
        #expect(body.allSatisfy { $0 == 0 })
        #expect(line?[0] == 0)
        #expect(line?[9] == 0)
        #expect(block.body.isEmpty)
        #expect(block.list == nil)
    }
}
