import Testing

@testable import Stores

struct PipelineTests {
    private let deadline = ContinuousClock.now

    private func call(_ commands: [String]...) -> RedisCall {
        RedisCall(commands.map { $0.map { Array($0.utf8) } }, deadline: deadline, slot: nil)
    }

    /// Lets the socket take so many bytes.
    private func write(_ limit: Int, of pipeline: inout Pipeline) -> String {
        var text = ""
        pipeline.write { bytes in
            text = String(decoding: bytes.prefix(limit), as: UTF8.self)
            return min(limit, bytes.count)
        }
        return text
    }

    @Test("calls that were added together are written at once, as arrays of strings with their lengths in bytes")
    func encodes() {
        var pipeline = Pipeline()
        pipeline.add([call(["GET", "é"]), call(["MULTI"], ["SET", "k", ""])])
        let text = write(.max, of: &pipeline)
        #expect(
            text == "*2\r\n$3\r\nGET\r\n$2\r\né\r\n*1\r\n$5\r\nMULTI\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$0\r\n\r\n")
        #expect(pipeline.isDrained)
    }

    @Test("a socket that takes little gets the rest later")
    func writesOn() {
        var pipeline = Pipeline()
        pipeline.add([call(["A"]), call(["B"])])
        #expect(write(5, of: &pipeline) == "*1\r\n$")
        #expect(write(0, of: &pipeline) == "")
        #expect(!pipeline.isDrained)
        #expect(write(.max, of: &pipeline) == "1\r\nA\r\n*1\r\n$1\r\nB\r\n")
        #expect(pipeline.isDrained)
    }

    @Test("replies go to the calls in their order, and a call is complete with its last one")
    func takes() throws {
        var pipeline = Pipeline()
        pipeline.add([call(["A"]), call(["B"], ["C"]), call(["D"])])
        _ = write(.max, of: &pipeline)
        #expect(try pipeline.take([.integer(1), .integer(2)]).map(\.replies) == [[.integer(1)]])
        #expect(
            try pipeline.take([.integer(3), .integer(4)]).map(\.replies)
                == [[.integer(2), .integer(3)], [.integer(4)]])
        #expect(pipeline.isIdle)
    }

    @Test("a reply that nobody asked for is against the protocol")
    func refusesMore() throws {
        var pipeline = Pipeline()
        #expect(throws: RedisLinkFailure.invalidProtocol("a reply to no command")) { try pipeline.take([.null]) }
        pipeline.add([call(["A"])])
        #expect(throws: RedisLinkFailure.self) { try pipeline.take([.null]) }
        _ = write(.max, of: &pipeline)
        #expect(try pipeline.take([.null]).count == 1)
    }

    @Test(
        "only calls of which not a byte was written are untouched",
        arguments: [(0, 0), (1, 1), (11, 1), (12, 2), (22, 2), (23, 3), (33, 3)])
    func remains(written: Int, touched: Int) {
        var pipeline = Pipeline()
        let calls = [call(["A"]), call(["B"]), call(["C"])]
        pipeline.add(calls)
        _ = write(written, of: &pipeline)
        let remains = pipeline.remains()
        #expect(remains.touched.map(\.bytes) == calls[..<touched].map(\.bytes))
        #expect(remains.untouched.map(\.bytes) == calls[touched...].map(\.bytes))
    }

    @Test(
        "a call was only redirected when no command of it was executed",
        arguments: [
            (["GET"], [.error("MOVED 1 h:1")], true),
            (["GET"], [.error("ASK 1 h:1")], false),
            (["SET", "GET"], [.status("OK"), .error("MOVED 1 h:1")], false),
            (["SET", "GET"], [.error("MOVED 1 h:1"), .error("MOVED 1 h:1")], true),
            (["MULTI", "SET", "EXEC"], [.status("OK"), .error("MOVED 1 h:1"), .error("EXECABORT no")], true),
            (["multi", "SET", "EXEC"], [.status("OK"), .status("QUEUED"), .error("MOVED 1 h:1")], true),
            (["MULTI", "SET", "EXEC"], [.status("OK"), .error("MOVED 1 h:1"), .array([])], false),
        ] as [([String], [RedisReply], Bool)]
    )
    func knowsRedirections(commands: [String], replies: [RedisReply], isRedirection: Bool) throws {
        var pipeline = Pipeline()
        pipeline.add([RedisCall(commands.map { [Array($0.utf8)] }, deadline: deadline, slot: nil)])
        _ = write(.max, of: &pipeline)
        let call = try #require(try pipeline.take(replies).first)
        #expect(call.wasOnlyRedirected == isRedirection)
    }
}
