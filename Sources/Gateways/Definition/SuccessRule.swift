/// Status and body together say that the message was taken.
struct SuccessRule: Sendable {
    let status: [StatusPattern]
    /// All must hold.
    let body: [ValueRule]
}
