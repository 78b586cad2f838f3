import AMQP
import Admission
import Cryptography
import Jobs
import Logging
import Messages
import Web

@testable import codebode

extension Settings {
    /// What is in force for every key, to compare two readings by.
    var values: [String: String] {
        let life = rules.life
        var values = [
            "amqp.url": amqp.url.revealed,
            "amqp.ca_file": amqp.tls.authorities ?? "",
            "amqp.cert_file": amqp.tls.identity?.certificate ?? "",
            "amqp.key_file": amqp.tls.identity?.key ?? "",
            "amqp.plaintext": "\(amqp.allowsPlaintext)",
            "store.url": store.description,
            "store.ca_file": store.tls.authorities ?? "",
            "store.cert_file": store.tls.identity?.certificate ?? "",
            "store.key_file": store.tls.identity?.key ?? "",
            "store.hash_key": store.hashKey?.revealed ?? "",
            "worker.queues": "\(worker.kinds)",
            "worker.concurrency": "\(worker.concurrency)",
            "policy.min_remaining": "\(life.minimumRemaining)",
            "policy.clock_skew": "\(life.clockSkew)",
            "policy.fallback": "\(rules.fallback)",
            "seal.keys": "\(seal.ring.keys.map(\.id))",
            "seal.required": "\(seal.isRequired)",
            "totp.drift": "\(life.totpDrift)",
            "fraud.neighbours.mode": rules.neighbours?.mode.rawValue ?? "off",
            "fraud.neighbours.count": "\(rules.neighbours?.count ?? 0)",
            "fraud.neighbours.window": "\(rules.neighbours?.window ?? .zero)",
            "fraud.unverified.mode": rules.unverified?.mode.rawValue ?? "off",
            "fraud.unverified.per_hour": "\(rules.unverified?.hourFloor ?? 0)",
            "fraud.unverified.per_day": "\(rules.unverified?.dayFloor ?? 0)",
            "sms.gateways": "\(sms.gateways.map { ($0.name, $0.url ?? "", $0.credentials.keys.sorted()) })",
            "sms.sender": sms.route.sender,
            "sms.regions": "\(destinations.regions.sorted())",
            "mail.relays": "\(mail.relays.map(\.revealed))",
            "mail.from": mail.sender.address.text,
            "mail.connections": "\(mail.connections)",
            "mail.dkim.domain": mail.signer?.domain ?? "",
            "mail.dkim.selector": mail.signer?.selector ?? "",
            "mail.dkim.key": mail.signer?.algorithm.rawValue ?? "",
            "links.hosts": "\(destinations.linkHosts.map(\.text).sorted())",
            "templates.path": texts.templates,
            "brand.name": texts.brand.name,
            "brand.domain": texts.brand.domain.text,
            "brand.support_phone": texts.brand.supportPhone ?? "",
            "brand.colour": texts.brand.colour.hex,
            "brand.colour_dark": texts.brand.darkColour.hex,
            "brand.logo": texts.brand.logo == nil ? "" : "there",
            "probe.phone": probe.phone?.e164 ?? "",
            "probe.email": probe.email?.text ?? "",
            "probe.interval": "\(probe.schedule)",
            "web.listen": web.address,
            "web.public_url": web.publicURL?.text ?? "",
            "log.level": log.level.rawValue,
            "log.format": log.format.rawValue,
        ]
        let management = amqp.management.map { [$0.base, $0.user.revealed, $0.password.revealed] } ?? []
        values["amqp.management"] = management.joined(separator: " ")
        for lifetime in LifetimeClass.allCases {
            values["policy.max_lifetime.\(lifetime.rawValue)"] = "\(life.maximumLifetime[lifetime] ?? .zero)"
        }
        for kind in JobKind.allCases {
            values["policy.on_unknown.\(kind.rawValue)"] = rules.onUnknown(kind).rawValue
        }
        return values
    }
}
