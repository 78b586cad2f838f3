package import Foundation

/// The folder on disk: the only place where this room touches the outside.
///
/// `LANGUAGE/MESSAGE/PART`, and partials as `LANGUAGE/NAME.html`, `LANGUAGE/NAME.txt`, `NAME.html` and `NAME.txt`.
/// Names that begin with a dot or end with a tilde are passed over: editors and mounted volumes leave them.
///
/// A folder that changes while it is read may come out mixed. Two readings in a row that are equal are not: whatever
/// they hold was there at once, between the two.
package struct TemplateFolder: Equatable, Sendable {
    let directory: String
    private(set) var files: [TemplateFile] = []
    private(set) var findings: [TemplateFinding] = []
    private let root: URL

    package init(_ directory: String) {
        self.directory = directory
        root = Self.root(of: directory)
        read("", depth: 0)
        if files.isEmpty, findings.isEmpty { findings.append(TemplateFinding(".", nil, .folderEmpty)) }
        if files.count > TemplateLimits.files {
            findings.append(TemplateFinding(".", nil, .tooManyFiles(limit: TemplateLimits.files)))
        }
    }

    /// Follows links now, so that all is read from one version where a link is what changes: the folder itself may be
    /// one, and in a volume of Kubernetes every file leads through `..data`.
    package static func root(of directory: String) -> URL {
        let folder = URL(fileURLWithPath: directory, isDirectory: true).resolvingSymlinksInPath()
        let version = folder.appending(path: "..data").resolvingSymlinksInPath()
        return FileManager.default.fileExists(atPath: version.path) ? version : folder
    }

    private mutating func read(_ folder: String, depth: Int) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
        } catch {
            findings.append(TemplateFinding(folder.isEmpty ? "." : folder, nil, .folderUnreadable))
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") && !name.hasSuffix("~") {
            let path = folder.isEmpty ? name : "\(folder)/\(name)"
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: root.appending(path: path).path, isDirectory: &isFolder) else {
                findings.append(TemplateFinding(path, nil, .fileUnreadable))
                continue
            }
            if !isFolder.boolValue {
                readFile(path)
            } else if depth < 2 {
                read(path, depth: depth + 1)
            } else {
                findings.append(TemplateFinding(path, nil, .folderTooDeep))
            }
        }
    }

    private mutating func readFile(_ path: String) {
        let isPart = path.split(separator: "/").count == 3
        guard isPart || Markup.allCases.contains(where: { path.hasSuffix("." + $0.rawValue) })
        else { return }
        do {
            let file = try FileHandle(forReadingFrom: root.appending(path: path))
            let bytes = try file.read(upToCount: TemplateLimits.fileSize + 1) ?? Data()
            try file.close()
            files.append(TemplateFile(path: path, bytes: [UInt8](bytes)))
        } catch {
            findings.append(TemplateFinding(path, nil, .fileUnreadable))
        }
    }
}
