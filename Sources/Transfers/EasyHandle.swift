import CCurl

/// Owns one `CURL *` and the buffer that it writes its errors to.
///
/// The first option that libcurl refuses is kept in `flaw`: a transfer must not begin without one of its guards.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutableBufferPointer<CChar>
    private(set) var flaw: TransferFailure?

    init() throws(TransferFailure) {
        guard let pointer = curl_easy_init() else { throw TransferFailure(CURLE_OUT_OF_MEMORY) }
        self.pointer = pointer
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0)
        reset()
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorText.deallocate()
    }

    /// Forgets every option, logins among them; connections, names and TLS sessions stay.
    func reset() {
        curl_easy_reset(pointer)
        errorText[0] = 0
        flaw = nil
        note(codebode_easy_set_string(pointer, CURLOPT_ERRORBUFFER, errorText.baseAddress))
    }

    func set(_ option: CURLoption, _ value: Int) {
        note(codebode_easy_set_long(pointer, option, value))
    }

    func set(_ option: CURLoption, _ value: Bool) {
        note(codebode_easy_set_long(pointer, option, value ? 1 : 0))
    }

    /// libcurl keeps a copy.
    func set(_ option: CURLoption, _ value: String?) {
        if let value {
            note(codebode_easy_set_string(pointer, option, value))
        } else {
            note(codebode_easy_set_string(pointer, option, nil))
        }
    }

    /// libcurl keeps the pointer.
    func set(_ option: CURLoption, list: UnsafeMutablePointer<curl_slist>?) {
        note(codebode_easy_set_list(pointer, option, list))
    }

    /// libcurl keeps the pointer.
    func set(_ option: CURLoption, bytes: UnsafeRawBufferPointer) {
        note(codebode_easy_set_pointer(pointer, option, UnsafeMutableRawPointer(mutating: bytes.baseAddress)))
    }

    func set(_ option: CURLoption, size: Int) {
        note(codebode_easy_set_size(pointer, option, curl_off_t(size)))
    }

    /// As a pointer that nobody follows.
    func set(_ option: CURLoption, number: UInt64) {
        note(codebode_easy_set_pointer(pointer, option, UnsafeMutableRawPointer(bitPattern: UInt(number))))
    }

    /// - Parameter call: a function of file scope, not a closure: a closure would carry its actor along and trap.
    func set(_ option: CURLoption, _ call: @escaping codebode_data_callback, context: UnsafeMutableRawPointer) {
        note(codebode_easy_set_data_callback(pointer, option, call, context))
    }

    func setBeforeRequest(_ call: @escaping curl_prereq_callback, context: UnsafeMutableRawPointer) {
        note(codebode_easy_set_prereq(pointer, call, context))
    }

    /// The status line's or the last reply's code; 0 when there was none.
    var responseCode: Int {
        var value = 0
        codebode_easy_get_long(pointer, CURLINFO_RESPONSE_CODE, &value)
        return value
    }

    /// Whether the system took a first byte of a request; in TLS, of a whole record with a part of one.
    var hasSent: Bool {
        var (head, body): (Int, curl_off_t) = (0, 0)
        codebode_easy_get_long(pointer, CURLINFO_REQUEST_SIZE, &head)
        // To be safe: by libcurl's source, a request whose first write takes nothing is counted here. Not seen to happen.
        codebode_easy_get_size(pointer, CURLINFO_SIZE_UPLOAD_T, &body)
        return head != 0 || body != 0
    }

    var contentType: String? {
        var value: UnsafePointer<CChar>?
        codebode_easy_get_string(pointer, CURLINFO_CONTENT_TYPE, &value)
        return value.map { String(String(cString: $0).prefix(256)) }
    }

    /// From either form of the header (RFC 9110, section 10.2.3), at most a day.
    var retryAfter: Duration? {
        var value: curl_off_t = 0
        codebode_easy_get_size(pointer, CURLINFO_RETRY_AFTER, &value)
        return value > 0 ? .seconds(min(value, 86_400)) : nil
    }

    func failure(_ code: CURLcode) -> TransferFailure {
        TransferFailure(code, errorText.baseAddress.map { String(cString: $0) } ?? "")
    }

    private func note(_ code: CURLcode) {
        guard code != CURLE_OK, flaw == nil else { return }
        flaw = TransferFailure(code)
    }
}
