import FoundationEssentials
import Testing

@testable import Web

@Suite("What the stand-in gateway takes")
struct SMSRequestTests {
    @Test("a full request is read")
    func full() throws {
        let json =
            #"{"to":"+31612345678","from":"Caren","text":"Hoi","reference":"job-1","validity_s":300}"#
        let sms = try StrictJSON.decode(SMSRequest.self, from: Data(json.utf8))
        #expect(
            sms == SMSRequest(to: "+31612345678", from: "Caren", text: "Hoi", reference: "job-1", validitySeconds: 300))
    }

    @Test(
        "a wrong request names the field",
        arguments: [
            (#"{"from":"C","text":"x"}"#, BodyError.missingField("to")),
            (
                #"{"to":"0612345678","from":"C","text":"x"}"#,
                .invalid(field: "to", rule: "must be a number as +31612345678")
            ),
            (#"{"to":"+31612345678","from":"C","text":""}"#, .invalid(field: "text", rule: "must not be empty")),
            (#"{"to":"+31612345678","from":"C","text":null}"#, .wrongType("text")),
            (
                #"{"to":"+31612345678","from":"","text":"x"}"#,
                .invalid(field: "from", rule: "must hold 1 to 16 characters")
            ),
            (#"{"to":"+31612345678","from":"C","text":"x","ttl":1}"#, .unknownField("ttl")),
            (
                #"{"to":"+31612345678","from":"C","text":"x","validity_s":0}"#,
                .invalid(field: "validity_s", rule: "must be 1 to 604800")
            ),
            ("nee", .notJSON), ("", .notJSON), ("\"\"", .notJSON),
        ])
    func wrong(json: String, error: BodyError) {
        #expect(throws: error) { try StrictJSON.decode(SMSRequest.self, from: Data(json.utf8)) }
    }

    @Test("a text of 1,530 characters is taken, one more is not", arguments: [1_530, 1_531])
    func textLimit(length: Int) {
        let text = String(repeating: "a", count: length)
        let json = Data(#"{"to":"+31612345678","from":"C","text":"\#(text)"}"#.utf8)
        let taken = (try? StrictJSON.decode(SMSRequest.self, from: json)) != nil
        #expect(taken == (length == 1_530))
    }

    @Test(
        "parts are counted as the network counts them",
        arguments: [
            ("a", 160, 1), ("a", 161, 2), ("a", 306, 2), ("a", 307, 3), ("€", 80, 1), ("€", 81, 2), ("€", 152, 2),
            ("€", 153, 3), ("ï", 70, 1), ("ï", 71, 2), ("🙂", 35, 1), ("🙂", 36, 2), ("🙂", 66, 2), ("🙂", 67, 3),
        ])
    func segments(character: String, count: Int, parts: Int) {
        #expect(SMSSegments.count(String(repeating: character, count: count)) == parts)
    }
}
