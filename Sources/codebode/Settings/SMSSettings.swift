import Jobs

/// ## Configuration keys
/// - `sms.gateways`: in order of preference; each is `gateways/NAME.yaml` beside the configuration file.
/// - `sms.sender`: at most 11 letters and digits, or a number.
/// - `sms.by_region.REGION.gateways`, `.sender`: the same for one country, in place of the above.
/// - `gateways.NAME.url`: another base address.
/// - `gateways.NAME.SECRET` (secret): the credentials that the gateway's file asks for.
struct SMSSettings: Sendable {
    struct Gateway: Sendable, Equatable {
        let name: String
        let url: String?
        let credentials: [String: Secret]

        /// - Parameter names: of all gateways.
        init(_ name: String, among names: [String], from reader: SettingsReader) {
            self.name = name
            url = reader.text("gateways.\(name).url")
            var credentials: [String: Secret] = [:]
            for field in reader.fields(ofGateway: name, among: names) where field != "url" {
                credentials[field] = reader.text("gateways.\(name).\(field)").map { Secret($0) }
            }
            self.credentials = credentials
        }

        /// Whether the name can be that of a file, and of variables.
        static func isName(_ text: String) -> Bool {
            !text.isEmpty
                && text.utf8.allSatisfy {
                    $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || (0x30...0x39).contains($0)
                        || (0x61...0x7A).contains($0)
                }
        }
    }

    struct Route: Sendable, Equatable {
        /// Names, in order of preference.
        let gateways: [String]
        let sender: String
    }

    /// All that a route names.
    let gateways: [Gateway]
    let route: Route
    /// By ISO 3166-1 code.
    let routeByRegion: [String: Route]

    init(from reader: inout SettingsReader) {
        let usual = Route(
            gateways: reader.list("sms.gateways", default: ["sandbox"]), sender: reader.text("sms.sender") ?? "Caren")
        Self.check(usual, "sms", &reader)
        var routeByRegion: [String: Route] = [:]
        for region in reader.regionNames {
            let section = "sms.by_region.\(region)"
            let route = Route(
                gateways: reader.list("\(section).gateways", default: usual.gateways),
                sender: reader.text("\(section).sender") ?? usual.sender)
            Self.check(route, section, &reader)
            routeByRegion[region] = route
        }
        route = usual
        self.routeByRegion = routeByRegion

        var names = usual.gateways
        for region in routeByRegion.keys.sorted() {
            names += (routeByRegion[region]?.gateways ?? []).filter { !names.contains($0) }
        }
        gateways = names.map { Gateway($0, among: names, from: reader) }
        reader.findUnknownGateways(besides: names)
    }

    private static func check(_ route: Route, _ section: String, _ reader: inout SettingsReader) {
        let sender = route.sender
        let isNumber =
            sender.hasPrefix("+") && (8...16).contains(sender.count) && sender.dropFirst().allSatisfy(\.isNumber)
        let isName =
            (1...11).contains(sender.utf8.count) && sender.contains(where: \.isLetter)
            && sender.utf8.allSatisfy { $0 == 0x20 || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }
        if !isNumber, !isName {
            reader.complain(
                "\(section).sender", "at most 11 letters, digits and spaces are expected, or a number with +")
        }
        for name in route.gateways where !Gateway.isName(name) {
            reader.complain("\(section).gateways", "a gateway's name is made of a-z, 0-9, - and _")
        }
        if Set(route.gateways).count < route.gateways.count {
            reader.complain("\(section).gateways", "a gateway stands here twice; a message is never tried there twice")
        }
    }
}
