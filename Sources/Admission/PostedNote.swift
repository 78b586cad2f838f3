/// A worker's note, as it was found.
package struct PostedNote: Sendable, Equatable {
    /// A worker that was killed is shown for so long.
    package static let life = Duration.seconds(3_600)

    package let worker: String
    package let body: [UInt8]
    /// Since it was written.
    package let age: Duration

    package init(worker: String, body: [UInt8], age: Duration) {
        self.worker = worker
        self.body = body
        self.age = age
    }
}
