package import Jobs

/// Reads every text as its readers will get it, and says what is wrong with it.
///
/// Each sound text is rendered for sample jobs by the engine itself; what is found there is told at the place in the
/// template that wrote it.
package struct TemplateJudge: Sendable {
    private let brand: Brand
    private let linkHosts: Set<HostName>

    /// - Parameter linkHosts: that a link may name, beside the brand's own.
    package init(brand: Brand, linkHosts: Set<HostName>) {
        self.brand = brand
        self.linkHosts = linkHosts
    }

    package func verdict(on directory: String) -> TemplateVerdict {
        let folder = TemplateFolder(directory)
        return verdict(on: folder.files, folder.findings, directory: directory)
    }

    /// - Parameter findings: of the folder that the files come from.
    func verdict(on files: [TemplateFile], _ findings: [TemplateFinding], directory: String) -> TemplateVerdict {
        let catalogue = TemplateCatalogue(files)
        // A folder that cannot be read, or holds nothing, is the whole story.
        let isEmpty = files.isEmpty && !findings.isEmpty
        return TemplateVerdict(
            directory: directory, catalogue: catalogue,
            findings: Set(findings + (isEmpty ? [] : catalogue.findings)))
    }
}
