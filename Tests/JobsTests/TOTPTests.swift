import Jobs
import TestSupport
import Testing

@Suite("A TOTP secret in place of a code")
struct TOTPTests {
    private func secret(_ json: String) throws -> TOTPSecret {
        try required(try JobBody.totp.with("totp", json).unsealed().content.totp)
    }

    private func rejection(_ body: JobBody) -> Rejection? {
        do {
            _ = try body.unsealed()
            return nil
        } catch {
            return error
        }
    }

    @Test("only the secret is asked for; the rest is what apps do")
    func defaults() throws {
        let job = try JobBody.totp.unsealed()
        let key = Secret([UInt8]("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF])
        #expect(job.content == .totpCode(TOTPSecret(key: key), sequence: 7))
        let totp = try required(job.content.totp)
        #expect((totp.period, totp.digits, totp.algorithm) == (30, 6, .sha1))
        #expect(job.content.step == "-")
        #expect(job.subject == (try JobBody.loginCode.decoded().subject))
    }

    @Test("period, digits and algorithm are taken", arguments: [("SHA1", 6), ("SHA256", 7), ("SHA512", 8)])
    func given(algorithm: String, digits: Int) throws {
        let totp = try secret(
            #"{"secret":"JBSWY3DPEHPK3PXP","period":60,"digits":\#(digits),"algorithm":"\#(algorithm)"}"#)
        #expect((totp.period, totp.digits, totp.algorithm.rawValue) == (60, digits, algorithm))
    }

    @Test(
        "base32 is read as apps write it",
        arguments: [
            "JBSWY3DPEHPK3PXP", "jbswy3dpehpk3pxp", "JBSWY3DPEHPK3PXPME", "JBSWY3DPEHPK3PXPME======",
            "JBSWY3DPEHPK3PXPMH", "JBSWY3DPEHPK3PXPMFRA====",
        ])
    func base32(text: String) throws {
        let bytes = try secret(#"{"secret":"\#(text)"}"#).key.withBytes(Array.init)
        let key = [UInt8]("Hello!".utf8) + [0xDE, 0xAD, 0xBE, 0xEF]
        #expect(Array(bytes.prefix(10)) == key)
        #expect(bytes.dropFirst(10).elementsEqual("ab".utf8.prefix(bytes.count - 10)))
    }

    @Test(
        "what no app could use is refused by field",
        arguments: [
            (#"{"secret":""}"#, "totp.secret"), (#"{"secret":"JBSWY3DPEHPK3PX"}"#, "totp.secret"),
            (#"{"secret":"JBSWY3DPEHPK3"}"#, "totp.secret"), (#"{"secret":"JBSWY3DPEHPK3PX1"}"#, "totp.secret"),
            (#"{"secret":"JBSWY3DPEHPK3PXP="}"#, "totp.secret"), (#"{"secret":"JBSW=Y3DPEHPK3PX"}"#, "totp.secret"),
            (#"{"secret":"JBSWY3DPEHPK3PXP========"}"#, "totp.secret"),
            (#"{"secret":"JBSWY3 DPEHPK3PX"}"#, "totp.secret"),
            (#"{"secret":"JBSWY3DPEHPK3PXé"}"#, "totp.secret"), (#"{"secret":1}"#, "totp.secret"),
            ("{}", "totp.secret"),
            (#"{"secret":"\#(String(repeating: "A", count: 424))"}"#, "totp.secret"), ("1", "totp"), ("[]", "totp"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","period":9}"#, "totp.period"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","period":301}"#, "totp.period"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","period":30.5}"#, "totp.period"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","period":"30"}"#, "totp.period"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","period":1e400}"#, "totp.period"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","digits":5}"#, "totp.digits"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","digits":9}"#, "totp.digits"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","algorithm":"MD5"}"#, "totp.algorithm"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","algorithm":"sha1"}"#, "totp.algorithm"),
            (#"{"secret":"JBSWY3DPEHPK3PXP","issuer":"x"}"#, "totp.issuer"),
        ])
    func refused(json: String, field: String) {
        let rejection = rejection(.totp.with("totp", json))
        #expect(rejection?.reason == .invalid)
        #expect(rejection?.field == field)
    }

    @Test("a code and a secret together are refused, and neither is not enough")
    func either() {
        #expect(rejection(.totp.with("code", #""123456""#))?.field == "totp")
        #expect(rejection(.totp.without("totp"))?.field == "code")
        #expect(rejection(.totp.with("totp", "null"))?.field == "code")
    }

    @Test("a number is not confirmed by an app's code")
    func phoneCode() {
        #expect(rejection(.phoneCode.with("totp", #"{"secret":"JBSWY3DPEHPK3PXP"}"#))?.field == "totp")
    }

    @Test("each part of the secret makes another request")
    func canonical() throws {
        let changes = [
            #"{"secret":"JBSWY3DPEHPK3PXP"}"#, #"{"secret":"JBSWY3DPEHPK3PXQ"}"#,
            #"{"secret":"JBSWY3DPEHPK3PXP","period":60}"#, #"{"secret":"JBSWY3DPEHPK3PXP","digits":8}"#,
            #"{"secret":"JBSWY3DPEHPK3PXP","algorithm":"SHA256"}"#,
        ]
        let all = try changes.map { try JobBody.totp.with("totp", $0).unsealed().canonical }
        #expect(Set(all).count == changes.count)
        let spelled = #"{"secret":"jbswy3dpehpk3pxp","digits":6,"period":30,"algorithm":"SHA1"}"#
        #expect(try JobBody.totp.with("totp", spelled).unsealed().canonical == all[0])
    }

    @Test("time steps are counted from 1970, and end where the next begins")
    func steps() {
        let totp = TOTPSecret(key: Secret("x"))
        #expect(totp.step(at: Timestamp(seconds: 59)) == 1)
        #expect(totp.step(at: Timestamp(seconds: 60)) == 2)
        #expect(totp.stepEnd(at: Timestamp(seconds: 59)) == Timestamp(seconds: 60))
        #expect(totp.stepEnd(at: Timestamp(microseconds: 59_999_999)) == Timestamp(seconds: 60))
        #expect(totp.stepEnd(at: Timestamp(seconds: 60)) == Timestamp(seconds: 90))
        #expect(totp.step(at: Timestamp(seconds: -1)) == 0)
        #expect(TOTPSecret(key: Secret("x"), period: 60).step(at: noon) == 29_922_480)
    }

    @Test("nothing of the secret is printed")
    func masked() throws {
        let job = try JobBody.totp.unsealed()
        var dumped = ""
        dump(job, to: &dumped)
        for text in [dumped, "\(job)", "\(try required(job.content.totp))"] {
            #expect(text.contains("TOTP •••"))
            for part in ["JBSWY", "Hello", "72, 101"] { #expect(!text.contains(part)) }
        }
    }
}
