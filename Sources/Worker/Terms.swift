package import Admission
package import Messages
package import Metrics

/// What a job is run by: everything of it that may change while the worker works.
///
/// A value that never changes and is replaced as a whole: a job asks for it once, when it is taken, so no job meets half
/// of one configuration and half of another.
package final class Terms: Sendable {
    let reader: JobReader
    let rules: AdmissionRules
    let destinations: DestinationPolicy
    package let renderer: Renderer
    package let routes: Routes
    private let outlets: Table<String, OutletMetrics>

    package init(
        reader: JobReader = JobReader(), rules: AdmissionRules, destinations: DestinationPolicy, renderer: Renderer,
        routes: Routes, factory: any MetricsFactory = MetricsSystem.factory
    ) {
        self.reader = reader
        self.rules = rules
        self.destinations = destinations
        self.renderer = renderer
        self.routes = routes
        let make = MetricMaker(factory: factory)
        outlets = Table(routes.names.sorted()) { name in
            OutletMetrics(name, regions: routes.isMail(name) ? [] : destinations.regions, make)
        }
    }

    func outlet(_ name: String) -> OutletMetrics? { outlets[name] }
}

extension Routes {
    fileprivate func isMail(_ name: String) -> Bool { mail.contains { $0.name == name } }
}
