import Admission
import Foundation
import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("A report on limits as it is read")
struct LimitReportTextTests {
    private let phone: LimitSubject
    private let report: LimitReport

    init() throws {
        phone = .phone(try PhoneNumber("06 12345678"))
        let rules = AdmissionRules.sample(
            limits: [
                Limit(name: "burst", key: .recipient, count: 1, window: .seconds(30)),
                Limit(name: "short", key: .recipient, count: 5, window: .seconds(600)),
                Limit(name: "range", key: .prefix, count: 30, window: .seconds(3_600), mode: .record),
            ], neighbours: NeighbourRule(name: "neighbours", count: 1, window: .seconds(3_600), mode: .record))
        let later = { (seconds: Int64) in (noon + .seconds(seconds)).microseconds }
        report = LimitReport(
            of: phone, rules: rules, hash: PlainHash(),
            counters: [
                "p:prefix +3161234/recipient +31612345678": ["burst": later(20), "short": later(240)],
                "p:prefix +3161234/recipient +31612345678/phone_changed": ["burst": later(5)],
                "p:prefix +3161234/56": ["11": noon.microseconds],
            ], at: noon)
    }

    @Test("to a person: how much of what is left, when there is room, and whom a limit is shared with")
    func text() {
        let lines = report.text(of: phone).split(separator: "\n").map {
            $0.replacing(/\d\d:\d\d:\d\d [A-Z0-9+-]+/, with: "TIME")
        }
        #expect(
            lines == [
                "Limits of +•••78, at TIME:",
                "Codes and links",
                "  burst: none of 1 in 30s left. Room, and whole, again at TIME (in 20 s).",
                "  short: 3 of 5 in 10m left. Whole again at TIME (in 240 s).",
                "  range: 30 of 30 in 1h left. Shared with others. Only recorded: it refuses nothing.",
                "Notice phone_changed",
                "  burst: none of 1 in 30s left. Room, and whole, again at TIME (in 5 s).",
                "  short: 5 of 5 in 10m left.",
                "  range: 30 of 30 in 1h left. Shared with others. Only recorded: it refuses nothing.",
                "Against toll fraud",
                "  neighbours: no room for a code until TIME (in 3600 s). Only recorded: it refuses nothing.",
                "A code would be refused now by burst, until TIME (in 20 s).",
            ])
    }

    @Test("to a program: names that stay")
    func json() throws {
        let text = jsonObject(report.json(of: phone))
        let json = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "at", "closed_by", "limits", "refused_by", "room_in_s", "shown", "subject",
            ])
        #expect(json["subject"] as? String == "phone")
        #expect(json["shown"] as? String == "+•••78")
        #expect(json["refused_by"] as? String == "burst")
        #expect(json["room_in_s"] as? Int == 20)
        let limits = try #require(json["limits"] as? [[String: Any]])
        #expect(limits.map { $0["for"] as? String }.suffix(3) == ["phone_changed", "phone_changed", "phone_changed"])
        let short = limits[1]
        #expect(
            short.keys.sorted() == [
                "count", "damaged", "for", "key", "left", "limit", "mode", "room_in_s", "shared", "whole_in_s",
                "window_s",
            ])
        #expect(
            [short["count"], short["left"], short["room_in_s"], short["whole_in_s"]].map { $0 as? Int } == [
                5, 3, 0, 240,
            ])
        #expect(!text.contains("612345678"))
    }

    @Test("a damaged count is named as one, with what its limit makes of it")
    func damaged() throws {
        let rules = AdmissionRules.sample(
            limits: [
                Limit(name: "burst", key: .recipient, count: 1, window: .seconds(30)),
                Limit(name: "range", key: .prefix, count: 30, window: .seconds(3_600)),
                Limit(name: "country", key: .region, count: 30, window: .seconds(3_600), mode: .record),
            ], neighbours: NeighbourRule(name: "neighbours", count: 1, window: .seconds(3_600), mode: .record))
        let keys = LimitReport.keys(of: phone, rules: rules, hash: PlainHash()).filter { key in
            !SecurityEvent.allCases.contains { key.hasSuffix("/\($0.rawValue)") }
        }
        let report = LimitReport(
            of: phone, rules: rules, hash: PlainHash(), counters: [:], damaged: Set(keys), at: noon)
        #expect(
            report.text(of: phone).split(separator: "\n").dropFirst() == [
                "Codes and links",
                "  burst: its count is damaged: it lets all through.",
                "  range: its count is damaged: it refuses all. Shared with others.",
                "  country: its count is damaged. Only recorded: it refuses nothing. Shared with others.",
                "Against toll fraud",
                "  neighbours: its count is damaged. Only recorded: it refuses nothing.",
                "A code would be refused now by range, whose count is damaged.",
            ])
        let json = report.json(of: phone)
        #expect((json["limits"] as? [[String: Any]])?.map { $0["damaged"] as? Bool } == [true, true, true])
        #expect((json["closed_by"] as? [[String: Any]])?.first?["damaged"] as? Bool == true)
        #expect(json["room_in_s"] as? Int64 == 60, "as a job is told")
    }

    @Test("an account that no limit counts is told so")
    func none() {
        let account = LimitSubject.account("patient-1001")
        let rules = AdmissionRules.sample()
        let report = LimitReport(of: account, rules: rules, hash: PlainHash(), counters: [:], at: noon)
        #expect(report.text(of: account).contains("No limit counts them by account."))
        #expect(report.text(of: account).hasSuffix("A code would be let through now."))
        #expect(!report.text(of: account).contains("1001"))
    }
}
