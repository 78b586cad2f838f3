/// Who we are to the broker.
package struct Credentials: Sendable, Equatable, Discreet {
    package let user: String
    package let password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    package var description: String { "\(user):***" }
}
