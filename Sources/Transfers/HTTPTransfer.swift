import CCurl

/// One request on its way, and the easy handle that carries it; used again for another once it is done.
///
/// Duties:
/// 1. sets every option of every request, so that none is left over from the one before;
/// 2. lets a request leave once: libcurl would silently post again when a connection that it used before dies without
///    an answer, and a person would get two messages. It may when that one was dead before the first byte, which it
///    does not notice of a connection that was reset;
/// 3. keeps the answer, within limits;
/// 4. says afterwards what left this machine.
final class HTTPTransfer {
    /// Status line and headers together, of the answer and of all interim ones.
    static let maxHeaders = 64 << 10

    let easy: EasyHandle
    private var secrets = SecretBlock()
    private var isIssued = false
    private var isResend = false
    private var latestIssue = ContinuousClock.now
    private var isTooLate = false
    private var headerRoom = 0
    private var isHeadWhole = false
    private var bodyRoom = 0
    private var body: [UInt8] = []

    init() throws(TransferFailure) {
        easy = try EasyHandle()
    }

    /// - Parameter id: comes back from `MultiHandle.nextFinished`.
    func prepare(_ request: HTTPRequest, _ options: HTTPClient.Options, id: UInt64) throws(TransferFailure) {
        if let flaw = request.flaw { throw flaw }
        isIssued = false
        isResend = false
        latestIssue = request.begun + request.timeout
        isTooLate = false
        headerRoom = Self.maxHeaders
        isHeadWhole = false
        bodyRoom = max(0, request.maxBody)
        load(request)
        setGuards(request, options)
        setRequest(request)
        setCallbacks()
        easy.set(CURLOPT_PRIVATE, number: id)
        if let flaw = easy.flaw { throw flaw }
    }

    /// How it ended. Forgets and wipes what was sent; the answer's body is handed over.
    func finish(_ code: CURLcode, because reason: TransferFailure? = nil) -> HTTPResult {
        defer {
            easy.reset()
            secrets.wipe()
            body = []
        }
        let status = easy.responseCode
        if isIssued, status >= 200 {
            let answer = HTTPAnswer(
                status: status, contentType: easy.contentType, retryAfter: easy.retryAfter, body: body,
                isBodyComplete: code == CURLE_OK && isHeadWhole
            )
            return .answered(answer)
        }
        if isResend { return .maybeSent(.resendPrevented) }
        if isTooLate { return .notSent(.outOfTime) }
        // No error and no status: the server changed protocol unasked (101) and libcurl let it.
        let failure = reason ?? easy.failure(code == CURLE_OK ? CURLE_WEIRD_SERVER_REPLY : code)
        return isIssued && easy.hasSent ? .maybeSent(failure) : .notSent(failure)
    }

    private func load(_ request: HTTPRequest) {
        var lines = [["Expect:"]]  // never wait for "100 Continue"
        for (name, value) in request.headers {
            lines.append(value.isEmpty ? [name, ";"] : [name, ": ", value])  // "Name:" alone would drop the header
        }
        secrets.load(lines: lines, body: request.body)
    }

    private func setGuards(_ request: HTTPRequest, _ options: HTTPClient.Options) {
        easy.setGuards(
            protocols: request.allowsPlaintext ? "http,https" : "https", authorities: options.authorities,
            maxIdle: options.maxIdle, connectTimeout: request.connectTimeout, timeout: request.timeout
        )
        easy.set(CURLOPT_DISALLOW_USERNAME_IN_URL, true)
        easy.set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        easy.set(CURLOPT_BUFFERSIZE, 4 << 10)  // answers are short, and libcurl takes the room anew for each
        easy.set(CURLOPT_USERAGENT, options.userAgent)
    }

    private func setRequest(_ request: HTTPRequest) {
        easy.set(CURLOPT_URL, request.url)
        easy.set(CURLOPT_HTTPHEADER, list: secrets.list)
        if request.method == .get {
            easy.set(CURLOPT_HTTPGET, true)
        } else {
            easy.set(CURLOPT_POST, true)
            easy.set(CURLOPT_POSTFIELDS, bytes: secrets.body)
            easy.set(CURLOPT_POSTFIELDSIZE, secrets.body.count)
        }
        if request.method == .put { easy.set(CURLOPT_CUSTOMREQUEST, request.method.rawValue) }
        guard let credentials = request.credentials else { return }
        easy.set(CURLOPT_USERNAME, credentials.user)  // Basic is what libcurl does unasked
        easy.set(CURLOPT_PASSWORD, credentials.password)
    }

    private func setCallbacks() {
        // Unretained: the client holds the transfer until libcurl is done with it.
        let this = Unmanaged.passUnretained(self).toOpaque()
        easy.set(CURLOPT_WRITEFUNCTION, receiveBody, context: this)
        easy.set(CURLOPT_HEADERFUNCTION, receiveHeader, context: this)
        easy.setBeforeRequest(beforeRequest, context: this)
    }

    /// The last look before the first byte. libcurl looks at its own clock only after it wrote.
    fileprivate func mayIssue() -> Bool {
        isResend = isIssued && easy.hasSent
        isTooLate = !isResend && ContinuousClock.now >= latestIssue
        isIssued = isIssued || !isTooLate
        return !isResend && !isTooLate
    }

    /// How much was taken; less than there is ends the transfer.
    ///
    /// - Parameter line: whole. That the blank one came must be seen here: to libcurl an end before it is a success.
    fileprivate func takeHeader(_ line: UnsafeRawBufferPointer) -> Int {
        guard line.count <= headerRoom else { return 0 }
        headerRoom -= line.count
        if line.starts(with: "HTTP/".utf8) { isHeadWhole = false }  // the one before was an interim answer
        if line.count <= 2 { isHeadWhole = true }
        return line.count
    }

    fileprivate func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        let taken = bytes.prefix(bodyRoom - body.count)
        body.append(contentsOf: taken)
        return taken.count
    }
}

private func transfer(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer? {
    context.map { Unmanaged<HTTPTransfer>.fromOpaque($0).takeUnretainedValue() }
}

private func beforeRequest(
    _ context: UnsafeMutableRawPointer?, _ peer: UnsafeMutablePointer<CChar>?, _ local: UnsafeMutablePointer<CChar>?,
    _ peerPort: Int32, _ localPort: Int32
) -> Int32 {
    transfer(context)?.mayIssue() == true ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context)?.takeHeader(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context)?.takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
}
