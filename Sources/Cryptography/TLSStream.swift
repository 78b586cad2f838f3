import COpenSSL
import Glibc

/// TLS over a socket that never blocks, from the client's side. The socket stays its owner's.
package final class TLSStream {
    /// What the socket has to be ready for before it is worth trying again.
    package enum Need: Sendable {
        case read, write
    }

    private let pointer: OpaquePointer

    /// - Parameters:
    ///   - host: the name or address that the certificate must hold (RFC 6125).
    ///   - socket: is connected.
    package init(_ context: TLSContext, to host: String, over socket: Int32) throws(TLSFault) {
        ERR_clear_error()
        guard let pointer = SSL_new(context.pointer) else { throw .refused(opensslReason()) }
        self.pointer = pointer
        guard SSL_set_fd(pointer, socket) == 1, SSL_set1_host(pointer, host) == 1 else {
            throw .refused(opensslReason())
        }
        if !Self.isAddress(host) {  // which may not stand in this extension (RFC 6066, 3)
            var name = Array(host.utf8CString)
            SSL_ctrl(pointer, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &name)
        }
    }

    deinit {
        SSL_free(pointer)
    }

    /// To be called until it returns nil: the connection stands.
    package func shakeHands() throws(TLSFault) -> Need? {
        try attempt { SSL_connect(pointer) }
    }

    /// Returns how many bytes were taken, which may be none. What was left has to come first next time.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(TLSFault) -> Int {
        var count = 0
        let need = try attempt { SSL_write_ex(pointer, bytes.baseAddress, bytes.count, &count) }
        return need == nil ? count : 0
    }

    /// Returns how many bytes came; nil when none are here now.
    ///
    /// - Parameter buffer: of 16 KiB or more, the largest record, or what is left of one waits here without a sign.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(TLSFault) -> Int? {
        var count = 0
        let need = try attempt { SSL_read_ex(pointer, buffer.baseAddress, buffer.count, &count) }
        return need == nil ? count : nil
    }

    private func attempt(_ step: () -> Int32) throws(TLSFault) -> Need? {
        ERR_clear_error()
        errno = 0
        let code = step()
        guard code != 1 else { return nil }
        let cause = errno
        defer { ERR_clear_error() }
        switch SSL_get_error(pointer, code) {
        case SSL_ERROR_WANT_READ: return .read
        case SSL_ERROR_WANT_WRITE: return .write
        case SSL_ERROR_ZERO_RETURN: throw .endOfStream
        case SSL_ERROR_SYSCALL: throw cause == 0 ? .endOfStream : .system(errno: cause)
        default:
            let verdict = SSL_get_verify_result(pointer)
            guard verdict == Int(X509_V_OK) else {
                throw .untrusted(String(cString: X509_verify_cert_error_string(verdict)))
            }
            // A peer that goes without a farewell is what OpenSSL 3 calls an error of protocol.
            guard ERR_GET_REASON(ERR_peek_error()) != SSL_R_UNEXPECTED_EOF_WHILE_READING else { throw .endOfStream }
            throw .refused(opensslReason())
        }
    }

    private static func isAddress(_ host: String) -> Bool {
        guard let address = a2i_IPADDRESS(host) else { return false }
        ASN1_OCTET_STRING_free(address)
        return true
    }
}
