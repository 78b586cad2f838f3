import Jobs
import Testing

@testable import Gateways
@testable import Transfers

@Suite(.timeLimit(.minutes(1)))
struct TokenDeskTests {
    /// Answers when the test says so.
    private actor Clerk {
        private(set) var asked = 0
        private var waiting: [CheckedContinuation<HTTPResult, Never>] = []
        private var answers: [HTTPResult] = []

        func ask() async -> HTTPResult {
            asked += 1
            if !answers.isEmpty { return answers.removeFirst() }
            return await withCheckedContinuation { waiting.append($0) }
        }

        func answer(_ result: HTTPResult) {
            if waiting.isEmpty { answers.append(result) } else { waiting.removeFirst().resume(returning: result) }
        }

        func grant(_ token: String, life: Int = 3_600) {
            let body = #"{"access_token":"\#(token)","expires_in":\#(life)}"#
            answer(
                .answered(
                    HTTPAnswer(
                        status: 200, contentType: nil, retryAfter: nil, body: Array(body.utf8), isBodyComplete: true)))
        }
    }

    private static let start = ContinuousClock.now
    private let clerk = Clerk()
    private let desk: TokenDesk

    init() {
        desk = TokenDesk(HTTPRequest(.post, "https://a.example/token"), now: { Self.start }) { [clerk] _ in
            await clerk.ask()
        }
    }

    private func token() async throws -> AccessToken {
        try #require(await desk.token(within: .seconds(30)).token)
    }

    @Test("many who wait ask once, and those who come later do not ask")
    func once() async throws {
        let desk = desk
        let tokens = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<50 {
                group.addTask { await desk.token(within: .seconds(30)).token?.secret.revealed }
            }
            await clerk.grant("a")
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tokens == Array(repeating: "a", count: 50))
        #expect(try await token().secret.revealed == "a")
        #expect(await clerk.asked == 1)
    }

    @Test("a token is used for nine tenths of its life, reckoned from when it was asked for")
    func life() async throws {
        await clerk.grant("a", life: 100)
        #expect(try await token().goodUntil == Self.start + .seconds(90))
        #expect(try await token().secret.revealed == "a")
    }

    @Test("a token without life serves who waited for it, and nobody else")
    func noLife() async throws {
        await clerk.grant("a", life: 0)
        #expect(try await token().secret.revealed == "a")
        await clerk.grant("b")
        #expect(try await token().secret.revealed == "b")
    }

    @Test("who has no time left goes, and the request is finished for the next")
    func impatient() async throws {
        let answer = await desk.token(within: .milliseconds(1))
        #expect(answer.failure == SendAnswer(.notSent, note: "token: OPERATION_TIMEDOUT"))
        await clerk.grant("a")
        #expect(try await token().secret.revealed == "a")
        #expect(await clerk.asked == 1)
    }

    @Test("who is cancelled goes at once")
    func cancelled() async {
        let desk = desk
        let task = Task { await desk.token(within: .seconds(3_600)).failure }
        task.cancel()
        #expect(await task.value == SendAnswer(.notSent, note: "token: ABORTED_BY_CALLBACK"))
    }

    @Test("a failure is told to all who wait, and the next one asks again")
    func failure() async throws {
        await clerk.answer(.notSent(.outOfTime))
        #expect(await desk.token(within: .seconds(30)).failure?.verdict == .notSent)
        await clerk.grant("a")
        #expect(try await token().secret.revealed == "a")
        #expect(await clerk.asked == 2)
    }

    @Test("a refused token is dropped once, however many messages came with it")
    func refusedByMany() async throws {
        await clerk.grant("a")
        let old = try await token()
        #expect(await desk.refuse(old))
        await clerk.grant("b")
        let fresh = try await token()
        #expect(await desk.refuse(old))
        #expect(try await token().number == fresh.number)
        #expect(await clerk.asked == 2)
    }

    @Test("a token in place of a refused one is on trial until it has worked")
    func trial() async throws {
        await clerk.grant("a")
        let first = try await token()
        #expect(!first.isOnTrial)
        #expect(await desk.refuse(first))
        await clerk.grant("b")
        let second = try await token()
        #expect(second.isOnTrial)
        #expect(await !desk.refuse(second))
        await clerk.grant("c")
        let third = try await token()
        #expect(third.isOnTrial)
        await desk.approve(third)
        #expect(try await !token().isOnTrial)
        #expect(await desk.refuse(try token()))
    }

    @Test("after a token that worked, the next one is not on trial")
    func proven() async throws {
        await clerk.grant("a")
        #expect(await desk.refuse(try token()))
        await clerk.grant("b", life: 0)
        let second = try await token()
        #expect(second.isOnTrial)
        await desk.approve(second)
        await clerk.grant("c")
        #expect(try await !token().isOnTrial)
    }

    @Test("a desk shows no token")
    func masked() async throws {
        await clerk.grant("hush-hush")
        let answer = await desk.token(within: .seconds(30))
        var dumped = "\(answer)"
        dump(answer, to: &dumped)
        dump(desk, to: &dumped)
        #expect(!dumped.contains("hush"))
    }
}

extension TokenDesk.Answer {
    fileprivate var token: AccessToken? {
        if case .token(let token) = self { token } else { nil }
    }

    fileprivate var failure: SendAnswer? {
        if case .none(let answer) = self { answer } else { nil }
    }
}
