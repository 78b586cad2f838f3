import Jobs
import Logging
import Messages
import Worker

/// What settings and texts come to: everything that a start begins with and a reload exchanges, and that was checked.
struct Provision: Sendable {
    let settings: Settings
    let outlets: Outlets
    let terms: Terms

    init(_ settings: Settings, _ outlets: Outlets, _ templates: TemplateSet) {
        self.settings = settings
        self.outlets = outlets
        terms = Terms(
            reader: JobReader(seals: settings.seal.ring, isSealRequired: settings.seal.isRequired),
            rules: settings.rules, destinations: settings.destinations, renderer: settings.renderer(of: templates),
            routes: outlets.routes)
    }

    /// - Parameter previous: what these settings are to take the place of.
    /// - Throws: whatever keeps a worker from starting.
    init(
        _ settings: Settings, texts: TemplateFolder, after previous: Provision? = nil, logger: Logger
    ) throws(CommandFailure) {
        _ = try BrokerConnection.options(settings.amqp, name: "check")
        let outlets = try Outlets(settings, after: previous?.outlets, logger: logger)
        do {
            self.init(settings, outlets, try settings.judge.verdict(on: texts).templates())
        } catch {
            throw CommandFailure(.configuration, "\(error)")
        }
    }

    /// The same with other texts.
    func with(_ templates: TemplateSet) -> Provision { Provision(settings, outlets, templates) }
}
