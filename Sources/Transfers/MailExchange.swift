import CCurl

/// One mail on its way: what libcurl reads, and what the relay says.
final class MailExchange {
    private var dialogue: SMTPDialogue
    private var secrets = SecretBlock()
    private var position = 0
    private let needsLogin: Bool

    init(_ mail: MailTransfer) {
        dialogue = SMTPDialogue(hiding: [mail.recipient, mail.sender])
        needsLogin = mail.relay.credentials != nil
        secrets.load(lines: [[mail.recipient]], body: mail.message)
    }

    /// Sets what belongs to this mail; `easy` must be reset before the exchange goes.
    func prepare(_ easy: EasyHandle) {
        let this = Unmanaged.passUnretained(self).toOpaque()
        easy.set(CURLOPT_MAIL_RCPT, list: secrets.list)
        easy.set(CURLOPT_INFILESIZE_LARGE, size: secrets.body.count)
        easy.set(CURLOPT_READFUNCTION, readMessage, context: this)
        easy.set(CURLOPT_HEADERFUNCTION, hearReply, context: this)
        easy.setBeforeRequest(beforeEnvelope, context: this)
    }

    func result(_ code: CURLcode, _ easy: EasyHandle) -> MailResult {
        dialogue.result(code, lastReply: easy.responseCode, failure: easy.failure(code))
    }

    fileprivate func mayBegin() -> Bool {
        dialogue.beginEnvelope(needsLogin: needsLogin)
    }

    fileprivate func hear(_ line: UnsafeRawBufferPointer) -> Bool {
        dialogue.hear(line)
    }

    fileprivate func read(into room: UnsafeMutableRawBufferPointer) -> Int {
        dialogue.beginMessage()
        let count = min(room.count, secrets.body.count - position)
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: secrets.body[position..<position + count]))
        position += count
        return count
    }
}

private func exchange(_ context: UnsafeMutableRawPointer?) -> MailExchange? {
    context.map { Unmanaged<MailExchange>.fromOpaque($0).takeUnretainedValue() }
}

private func beforeEnvelope(
    _ context: UnsafeMutableRawPointer?, _ peer: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?,
    _ peerPort: Int32, _ localPort: Int32
) -> Int32 {
    exchange(context)?.mayBegin() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func hearReply(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return exchange(context)?.hear(line) == true ? line.count : 0
}

private func readMessage(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    exchange(context)?.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: size * count)) ?? 0
}
