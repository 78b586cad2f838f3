import Foundation

/// What the kernel knows of a shared library in this process, for those that do not tell their version.
enum LoadedLibrary {
    /// The version in the name of the file: 0.14 for `libhiredis.so.0.14`. `nil` when it is not loaded as a shared library.
    static func version(_ name: String, maps: String = memoryMaps) -> String? {
        maps.split(separator: "\n").lazy.compactMap { line in
            // The file is the last of six columns; after an upgrade "(deleted)" follows.
            line.split(separator: " ").dropFirst(5).first?.split(separator: "/").last.flatMap { file in
                file.hasPrefix("\(name).so.") ? String(file.dropFirst(name.count + 4)) : nil
            }
        }.first
    }

    /// By a file handle: Foundation's other ways take the first piece of a file of unknown length for all of it.
    static var memoryMaps: String {
        let bytes = try? FileHandle(forReadingAtPath: "/proc/self/maps")?.readToEnd()
        return bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
