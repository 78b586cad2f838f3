/// A value that may hold secrets: only its `description` is ever printed, never its fields.
package protocol Discreet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Discreet {
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
