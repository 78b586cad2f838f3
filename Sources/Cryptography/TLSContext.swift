import COpenSSL
import Glibc

/// Whom a client trusts and who it is, for all its connections: TLS 1.2 or later (RFC 5246, RFC 8446).
package final class TLSContext: Sendable {
    nonisolated(unsafe) let pointer: OpaquePointer  // because it only changes while it is made

    package init(_ files: TLSFiles) throws(TLSFileError) {
        // OpenSSL writes with write(2), which would end this process when the peer has hung up.
        signal(SIGPIPE, SIG_IGN)
        defer { ERR_clear_error() }  // OpenSSL keeps errors for whoever uses it next on this thread
        ERR_clear_error()
        guard let pointer = SSL_CTX_new(TLS_client_method()) else { throw TLSFileError() }
        do throws(TLSFileError) {
            try Self.prepare(pointer, files)
        } catch {
            SSL_CTX_free(pointer)
            throw error
        }
        self.pointer = pointer
    }

    deinit {
        SSL_CTX_free(pointer)
    }

    private static func prepare(_ pointer: OpaquePointer, _ files: TLSFiles) throws(TLSFileError) {
        SSL_CTX_set_verify(pointer, SSL_VERIFY_PEER, nil)
        SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
        SSL_CTX_set_options(pointer, codebode_no_renegotiation)
        // A write goes on later with the same bytes, but from wherever the queue has them then.
        let mode = SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER
        SSL_CTX_ctrl(pointer, SSL_CTRL_MODE, Int(mode), nil)
        SSL_CTX_set_default_passwd_cb(pointer, haveNoPassword)

        if let authorities = files.authorities {
            guard SSL_CTX_load_verify_file(pointer, authorities) == 1 else { throw TLSFileError(authorities) }
        } else {
            guard SSL_CTX_set_default_verify_paths(pointer) == 1 else { throw TLSFileError() }
        }
        guard let identity = files.identity else { return }
        guard SSL_CTX_use_certificate_chain_file(pointer, identity.certificate) == 1 else {
            throw TLSFileError(identity.certificate)
        }
        guard SSL_CTX_use_PrivateKey_file(pointer, identity.key, SSL_FILETYPE_PEM) == 1,
            SSL_CTX_check_private_key(pointer) == 1
        else { throw TLSFileError(identity.key) }
    }
}
