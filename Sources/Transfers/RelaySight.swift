/// What a relay shows of itself to somebody who hands it nothing.
package struct RelaySight: Sendable, Equatable {
    /// In seconds since 1970; nil without TLS.
    package let certificateEnd: Int?
    package let offersLogin: Bool
    package let isLoggedIn: Bool
}
