import Admission
import Jobs

extension JobStoreConformance {
    /// What a store has to do as a `NoteBoard`.
    package static let notes = [
        Duty(description: "a worker's newest note is shown with its age, until it is taken down") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            try expectEqual(try await store.notes(), [])
            try await store.post([1], of: "b")
            clock.advance(by: .seconds(2))
            try await store.post([0, 32, 255], of: "a")
            try await store.post([2, 32], of: "b")
            clock.advance(by: .seconds(3))
            try expectEqual(
                try await store.notes(),
                [
                    PostedNote(worker: "a", body: [0, 32, 255], age: .seconds(3)),
                    PostedNote(worker: "b", body: [2, 32], age: .seconds(3)),
                ])
            try await store.takeDown("a")
            try await store.takeDown("nobody")
            try expectEqual(try await store.notes().map(\.worker), ["b"])
        },
        Duty(description: "a note that nobody writes anew is shown for an hour") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            try await store.post([1], of: "killed")
            clock.advance(by: PostedNote.life)
            try await store.post([2], of: "alive")
            try expectEqual(try await store.notes().map(\.worker), ["alive", "killed"])
            clock.advance(by: .seconds(1))
            try expectEqual(try await store.notes().map(\.worker), ["alive"])
        },
        Duty(description: "a note of a clock that was ahead is as if just written") { make in
            let clock = TestClock()
            let store = try await make(.sample(), clock)
            try await store.post([1], of: "a")
            clock.advance(by: .seconds(-60))
            try expectEqual(try await store.notes().map(\.age), [.zero])
        },
    ]
}
