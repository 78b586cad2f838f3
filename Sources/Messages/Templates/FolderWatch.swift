/// Tells when a folder that is read again and again has come to rest with something new in it.
package struct FolderWatch<Folder: Equatable & Sendable>: Sendable {
    package enum Notice: Equatable, Sendable {
        case nothingNew
        /// Something changed, and may still be half-written.
        case moving
        case changed
    }

    private var seen: Folder
    private var taken: Folder

    package init(_ folder: Folder) {
        (seen, taken) = (folder, folder)
    }

    /// Each change is told once, when two readings in a row saw the same.
    package mutating func notice(_ folder: Folder) -> Notice {
        defer { seen = folder }
        guard folder != taken else { return .nothingNew }
        guard folder == seen else { return .moving }
        taken = folder
        return .changed
    }
}
