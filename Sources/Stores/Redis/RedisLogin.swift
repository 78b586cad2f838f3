/// Who we are to Redis; never printed.
package struct RedisLogin: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// nil for Redis' default user.
    package let user: String?
    package let password: String

    package var description: String { "***" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
