/// RFC 7617.
struct BasicAuthorization: Sendable {
    let user: TextTemplate
    let password: TextTemplate
}
