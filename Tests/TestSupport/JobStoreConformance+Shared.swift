import Admission
import Jobs

extension JobStoreConformance {
    /// What many workers see of a store that they share.
    package static let shared = [
        Duty(description: "of 200 copies of one job exactly one is sent") { make in
            let store = try await make(.sample(), TestClock())
            let sends = try await count(200) { _ in
                let mine = copy(try .sample())
                guard try await store.judge(mine) == .claimed else { return false }
                return try await store.begin(mine) == .send(attempt: 1)
            }
            try expectEqual(sends, 1)
        },
        Duty(description: "a limit of 7 lets exactly 7 of 200 jobs through") { make in
            let limit = Limit(name: "account", key: .account, count: 7, window: .seconds(3_600))
            let store = try await make(.sample(limits: [limit]), TestClock())
            let claims = try await count(200) { number in
                try await store.judge(copy(try .sample(id: "job-\(1_000 + number)", purpose: "p\(number)"))) == .claimed
            }
            try expectEqual(claims, 7)
        },
        Duty(description: "a limit that a whole country shares lets exactly 50 of 200 accounts through") { make in
            let limit = Limit(name: "region", key: .region, count: 50, window: .seconds(3_600))
            let store = try await make(.sample(limits: [limit]), TestClock())
            let claims = try await count(200) { number in
                let job = try Job.sample(id: "job-\(1_000 + number)", account: "patient-\(number)")
                return try await store.judge(copy(job)) == .claimed
            }
            try expectEqual(claims, 50)
        },
        Duty(description: "of 99 numbers of one block exactly 10 are written to, however many ask at once") { make in
            let rule = NeighbourRule(name: "neighbours", count: 10, window: .seconds(3_600), mode: .enforce)
            let store = try await make(.sample(neighbours: rule), TestClock())
            let claims = try await count(99) { number in
                let job = try Job.sample(
                    id: "job-\(1_000 + number)", account: "patient-\(number)",
                    phone: "+316123456\(number < 10 ? "0" : "")\(number)")
                return try await store.judge(copy(job)) == .claimed
            }
            try expectEqual(claims, 10)
        },
        Duty(description: "of 100 codes to a country without a past exactly 20 are open, however many ask at once") {
            make in
            let rule = UnverifiedRule(name: "unverified", mode: .enforce)
            let store = try await make(.sample(unverified: rule), TestClock())
            let claims = try await count(100) { number in
                let job = try Job.sample(
                    id: "job-\(1_000 + number)", account: "patient-\(number)",
                    phone: "+316\(20_000_000 + number * 500_000)")
                return try await store.judge(copy(job)) == .claimed
            }
            try expectEqual(claims, 20)
        },
        Duty(description: "of 100 jobs of one subject only the newest is sent after all were judged") { make in
            let store = try await make(.sample(), TestClock())
            let copies = try (0..<100).map { number in
                copy(try .sample(id: "job-\(1_000 + number)", issuedAt: noon - .seconds(100) + .seconds(Int64(number))))
            }
            _ = try await count(100) { number in try await store.judge(copies[number]) == .claimed }
            let sends = try await count(100) { number in
                let answer = try await store.begin(copies[number])
                if case .send = answer { try expectEqual(number, 99) }
                return answer == .send(attempt: 1)
            }
            try expectEqual(sends, 1)
        },
        Duty(description: "an ending is the same for all who ask at once") { make in
            let store = try await make(.sample(), TestClock())
            let events = try await withThrowingTaskGroup(of: OutcomeEvent.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try ending(try await store.judge(copy(try .sample(issuedAt: noon - .seconds(700)))))
                    }
                }
                return try await group.reduce(into: [OutcomeEvent]()) { $0.append($1) }
            }
            try expect(events.allSatisfy { $0 == events.first }, "one job has several endings")
            try expectEqual(events.count, 50)
        },
    ]

    /// How many of so many concurrent tasks say yes.
    private static func count(
        _ tasks: Int, _ body: @escaping @Sendable (Int) async throws -> Bool
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<tasks {
                group.addTask { try await body(number) }
            }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
    }
}
