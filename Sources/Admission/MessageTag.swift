/// What one gateway calls a message: by its own id, or by the reference that it was given.
package struct MessageTag: Sendable, Hashable {
    package let gateway: String
    package let text: String

    package init(gateway: String, text: String) {
        self.gateway = gateway
        self.text = text
    }

    /// Under which the store finds the job.
    package var key: String { "m:\(gateway)/\(text)" }
}
