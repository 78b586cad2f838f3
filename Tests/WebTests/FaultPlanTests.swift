import FoundationEssentials
import Testing

@testable import Web

@Suite("Being told to fail")
struct FaultPlanTests {
    private func plan(_ json: String) throws(BodyError) -> FaultPlan {
        try StrictJSON.decode(FaultPlan.self, from: Data(json.utf8))
    }

    @Test("without a fault every message is accepted at once")
    func nothing() {
        var plan = FaultPlan()
        #expect(plan.judge(sms: "+31612345678") == Verdict())
        #expect(plan.judge(mail: .end, recipients: ["a@x.nl"]) == Verdict())
    }

    @Test("a fault with a number strikes that many messages, then is gone")
    func times() throws {
        var plan = try plan(#"{"sms":{"status":503,"delay_ms":20,"times":2}}"#)
        let answers = (0..<3).map { _ in plan.judge(sms: "+31612345678") }
        let struck = Verdict(delayMilliseconds: 20, answer: .status(503))
        #expect(answers == [struck, struck, Verdict()])
        #expect(plan == FaultPlan())
    }

    @Test("a refused number is refused, and another number does not count")
    func refuse() throws {
        var plan = try plan(#"{"sms":{"refuse":["+31612345678"],"times":1}}"#)
        #expect(plan.judge(sms: "+31687654321").answer == .accept)
        #expect(plan.judge(sms: "+31612345678").answer == .refuseRecipient)
        #expect(plan.judge(sms: "+31612345678").answer == .accept)
    }

    @Test("where no answer is given there is no status: drop goes first")
    func drop() throws {
        var plan = try plan(
            #"{"sms":{"status":503,"drop":"after_body"},"mail":{"status":451,"at":"rcpt","drop":"after_body"}}"#)
        #expect(plan.judge(sms: "+31612345678").answer == .drop)
        #expect(plan.judge(mail: .rcpt, recipients: ["a@x.nl"]).answer == .accept)
        #expect(plan.judge(mail: .end, recipients: ["a@x.nl"]).answer == .drop)
    }

    @Test("a mail fault waits for its stage and counts there only")
    func stage() throws {
        var plan = try plan(#"{"mail":{"status":451,"at":"data","times":1}}"#)
        #expect(plan.judge(mail: .rcpt, recipients: ["a@x.nl"]).answer == .accept)
        #expect(plan.judge(mail: .data, recipients: ["a@x.nl"]).answer == .status(451))
        #expect(plan.judge(mail: .data, recipients: ["a@x.nl"]).answer == .accept)
    }

    @Test("what was told can be read back")
    func roundTrip() throws {
        let json =
            #"{"mail":{"at":"rcpt","status":451},"sms":{"delay_ms":5,"drop":"after_body","refuse":["+31612345678"],"times":3}}"#
        #expect(try JSONText.of(try plan(json)) == json)
    }

    @Test(
        "a plan with a mistake is refused, and the mistake is named",
        arguments: [
            ("[]", BodyError.notJSON), ("{", .notJSON), (#"{"email":{}}"#, .unknownField("email")),
            (#"{"sms":{"stat":1}}"#, .unknownField("sms.stat")),
            (#"{"sms":{"status":"503"}}"#, .wrongType("sms.status")),
            (#"{"sms":{"status":200}}"#, .invalid(field: "sms.status", rule: "must be 400 to 599")),
            (#"{"mail":{"times":0}}"#, .invalid(field: "mail.times", rule: "must be 1 to 1000000")),
            (#"{"mail":{"delay_ms":-1}}"#, .invalid(field: "mail.delay_ms", rule: "must be 0 to 120000")),
            (#"{"mail":{"at":"helo"}}"#, .wrongType("mail.at")), (#"{"sms":{"drop":"now"}}"#, .wrongType("sms.drop")),
            (#"{"sms":{"at":"end"}}"#, .invalid(field: "sms", rule: "has no field at, only mail has")),
        ])
    func mistakes(json: String, error: BodyError) {
        #expect(throws: error) { try plan(json) }
    }
}
