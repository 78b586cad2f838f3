import CCurl

@testable import Gateways
@testable import Transfers

/// What a relay says, line by line; a line `MAIL` or `DATA` stands for our part of the dialogue.
enum RepliesTarget: FuzzTarget {
    static let name = "replies"

    private static let code = "K7Q9X2"
    private static let mail = Array("Je code is \(code).\r\nhttps://caren.example/x?t=Zk9x2Q7aLm=\r\nT4\r\n".utf8)

    static func check(_ input: UnsafeBufferPointer<UInt8>) throws(BrokenPromise) {
        var dialogue = SMTPDialogue(hiding: ["jan.jansen@example.nl", "noreply@caren.example"])
        let words = RelayWords()
        var (hasBegun, isAsked, welcomes, last) = (false, false, false, 0)
        for line in input.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            switch String(decoding: line, as: UTF8.self) {
            case "MAIL" where !hasBegun: _ = dialogue.beginEnvelope(needsLogin: true)
            case "DATA":
                dialogue.beginMessage()
                hasBegun = true
            default:
                let wire = Array(line) + [0x0D, 0x0A]
                _ = wire.withUnsafeBytes { words.hear($0) }
                welcomes = welcomes || line.starts(with: "235".utf8)
                guard wire.withUnsafeBytes({ dialogue.hear($0) }) else { break }
                if let code = Int(String(decoding: line.prefix(3), as: UTF8.self)) { last = code }
                isAsked = isAsked || last == 354
            }
        }
        try refuse("let in without a word of it", if: words.isLoggedIn && !welcomes)
        for code in [CURLE_OK, CURLE_SEND_ERROR, CURLE_WEIRD_SERVER_REPLY, CURLE_LOGIN_DENIED, CURLE_RECV_ERROR] {
            let result = dialogue.result(code, lastReply: last, failure: TransferFailure(code))
            switch result {
            case .accepted(let reply):
                let isSent = hasBegun || isAsked
                try refuse("taken before it was sent", if: !isSent || code != CURLE_OK || reply.code != 250)
                try check(reply)
            case .refused(let reply), .deferred(let reply), .misconfigured(let reply):
                try check(reply)
            case .notSent:
                try refuse("the message was on its way", if: hasBegun)
            case .maybeSent:
                try refuse("the message was never sent", if: !hasBegun && !isAsked)
            }
        }
    }

    private static func check(_ reply: SMTPReply) throws(BrokenPromise) {
        try refuse("a code of no class", if: !(200..<600).contains(reply.code))
        let words = reply.text.split(separator: " ")
        let showsName = words.contains { $0.contains("@") || $0.lowercased() == "jan.jansen" }
        try refuse("an address is told: \(reply)", if: showsName || !reply.description.isPrintable)
        let remark = reply.remark(on: mail)
        try refuse("a log line without end", if: remark.utf8.count > 200 || !remark.isPrintable)
        let runs = remark.split { !($0.isLetter || $0.isNumber) }
        try refuse("the code is told: \(remark)", if: runs.contains { $0 == code || $0 == "Zk9x2Q7aLmT4" })
        try refuse("a wait without end", if: reply.wait.map { $0 <= .zero || $0 > .seconds(3_600) } == true)
    }
}
