import Foundation
import Jobs
import TestSupport
import Testing

@testable import codebode

@Suite("A job from a file")
struct JobDraftTests {
    private func draft(_ json: String) throws(CommandFailure) -> [String: Any] {
        let draft = try JobDraft(Data(json.utf8), at: noon)
        let object = try? JSONSerialization.jsonObject(with: Data(draft.body))
        return object as? [String: Any] ?? [:]
    }

    private func complaint(_ json: String) -> String? {
        do {
            _ = try draft(json)
            return nil
        } catch {
            return error.code == .badInput ? error.message : "\(error.code)"
        }
    }

    @Test("keeps what it says")
    func kept() throws {
        let json = """
            {"id": "job-0001", "kind": "send_code", "version": 1, "fallback": true, "sequence": 12,
             "issued_at": "2026-11-22T14:05:00+01:00", "expires_at": "later", "link": "https://caren.example/ü"}
            """
        let fields = try draft(json)
        let written = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary
        #expect(fields as NSDictionary == written)
        let body = try JobDraft(Data(json.utf8), at: noon).body
        #expect(String(decoding: body, as: UTF8.self).contains(#""fallback":true"#))
        #expect(try JobDraft(Data(json.utf8), at: noon).id == "job-0001")
    }

    @Test("gets an id where it has none, a new one each time")
    func madeUp() throws {
        let json = Data(#"{"kind": "send_code"}"#.utf8)
        let (one, two) = (try JobDraft(json, at: noon), try JobDraft(json, at: noon))
        #expect(JobID(one.id) != nil)
        #expect(one.id != two.id)
        #expect(String(decoding: one.body, as: UTF8.self).contains("\"id\":\"\(one.id)\""))
        #expect(one.kind == .sendCode)
    }

    @Test(
        "may say now",
        arguments: [
            ("now", "2026-11-22T12:00:00.000Z"), ("now+10m", "2026-11-22T12:10:00.000Z"),
            ("now-30s", "2026-11-22T11:59:30.000Z"), ("now+7d", "2026-11-29T12:00:00.000Z"),
        ])
    func now(text: String, time: String) throws {
        for field in ["issued_at", "expires_at"] {
            let fields = try draft(#"{"kind": "send_code", "\#(field)": "\#(text)"}"#)
            #expect(fields[field] as? String == time)
        }
    }

    @Test(
        "is complained about by field",
        arguments: [
            ("", "the file holds no JSON object"), ("[]", "the file holds no JSON object"),
            ("{}", "kind: one of send_code, confirm_phone, security_notice is expected"),
            (#"{"kind": "letter"}"#, "kind: one of send_code, confirm_phone, security_notice is expected"),
            (#"{"kind": "send_code", "id": 12345678}"#, "id: a text is expected"),
            (
                #"{"kind": "send_code", "expires_at": "now+10"}"#,
                "expires_at: now, now+10m or a time such as 2026-11-22T14:05:00Z is expected"
            ),
            (
                #"{"kind": "send_code", "issued_at": "nowhere"}"#,
                "issued_at: now, now+10m or a time such as 2026-11-22T14:05:00Z is expected"
            ),
        ])
    func complaints(json: String, message: String) {
        #expect(complaint(json) == message)
    }
}
