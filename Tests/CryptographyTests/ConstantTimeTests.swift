import Cryptography
import Testing

struct ConstantTimeTests {
    @Test("only the same bytes are equal")
    func bytes() {
        #expect(ConstantTime.areEqual([1, 2, 3], [1, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2, 4]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [0, 2, 3]))
        #expect(!ConstantTime.areEqual([1, 2, 3], [1, 2]))
        #expect(ConstantTime.areEqual([UInt8](), []))
    }

    @Test("texts are compared by their bytes, not by how they look")
    func texts() {
        #expect(ConstantTime.areEqual("é", "é"))
        #expect(!ConstantTime.areEqual("é", "e\u{301}"))
    }
}
