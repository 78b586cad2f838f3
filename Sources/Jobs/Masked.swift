/// A value that says nothing of itself wherever Swift would print it: interpolation, `print`, `dump`, a mirror,
/// a log's metadata. Only `mask` is shown.
package protocol Masked: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What may be seen, for example the last two digits of a number.
    var mask: String { get }
}

extension Masked {
    package var description: String { mask }
    package var debugDescription: String { mask }
    package var customMirror: Mirror { Mirror(self, children: [], displayStyle: .struct) }
}
