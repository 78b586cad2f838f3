import Admission
import Foundation
import Jobs
import Logging
import Messages

/// The whole configuration, read and checked; a section each.
struct Settings: Sendable {
    let amqp: AMQPSettings
    let store: StoreSettings
    let worker: WorkerSettings
    let rules: AdmissionRules
    let destinations: DestinationPolicy
    let seal: SealSettings
    let sms: SMSSettings
    let mail: MailSettings
    let probe: ProbeSettings
    let web: WebSettings
    let texts: TextSettings
    let log: LogSettings
    let files: SettingsFiles
    /// As it is written there, by key, or by variable where that stands above the key.
    let given: [String: Secret]

    static func read(
        _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws(SettingsError) -> Settings {
        try read(SettingsFiles(path: path, environment: environment), environment: environment)
    }

    static func read(_ files: SettingsFiles, environment: [String: String]) throws(SettingsError) -> Settings {
        var reader = try SettingsReader(files, environment: environment)
        let settings = Settings(from: &reader, files)
        guard reader.findings.isEmpty, let settings else { throw SettingsError(findings: reader.findings) }
        return settings
    }

    /// Holds the texts to what these settings say of brand and links.
    var judge: TemplateJudge { TemplateJudge(brand: texts.brand, linkHosts: destinations.linkHosts) }

    func renderer(of templates: TemplateSet) -> Renderer {
        Renderer(templates: templates, brand: texts.brand, sender: mail.sender)
    }

    /// `nil` only with a finding.
    private init?(from reader: inout SettingsReader, _ files: SettingsFiles) {
        self.files = files
        given = reader.given
        amqp = AMQPSettings(from: &reader)
        store = StoreSettings(from: &reader)
        worker = WorkerSettings(from: &reader)
        rules = AdmissionRules(from: &reader)
        destinations = DestinationPolicy(from: &reader)
        seal = SealSettings(from: &reader)
        sms = SMSSettings(from: &reader)
        probe = ProbeSettings(from: &reader, life: rules.life, regions: destinations.regions)
        web = WebSettings(from: &reader)
        log = LogSettings(from: &reader)
        let texts = TextSettings(from: &reader)
        let mail = MailSettings(from: &reader, brand: texts?.brand)
        guard let texts, let mail else { return nil }
        self.texts = texts
        self.mail = mail
    }
}
