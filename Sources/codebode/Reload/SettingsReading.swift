import Messages

/// Everything on the disk that a worker can take while it runs, as it was at one moment.
struct SettingsReading: Equatable, Sendable {
    let files: SettingsFiles
    let texts: TemplateFolder

    /// - Parameter folder: of the texts.
    init(path: String, environment: [String: String], texts folder: String) {
        files = SettingsFiles(path: path, environment: environment)
        texts = TemplateFolder(folder)
    }

    init(_ files: SettingsFiles, _ texts: TemplateFolder) {
        self.files = files
        self.texts = texts
    }
}
