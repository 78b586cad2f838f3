package import Jobs
package import Messages

/// What the preview needs to know of the configuration.
package struct PreviewKit: Sendable {
    package let directory: String
    package let judge: TemplateJudge
    package let linkHost: HostName
    package let smsSender: String
    package let renderer: @Sendable (TemplateSet) -> Renderer

    package init(
        directory: String, judge: TemplateJudge, linkHost: HostName, smsSender: String,
        renderer: @escaping @Sendable (TemplateSet) -> Renderer
    ) {
        self.directory = directory
        self.judge = judge
        self.linkHost = linkHost
        self.smsSender = smsSender
        self.renderer = renderer
    }
}
