import CCurl
import Glibc

/// What libcurl needs of the whole process, done once and before its first handle.
package enum CurlGlobal {
    /// As "libcurl/7.88.1 OpenSSL/3.0.22 …"; reading it readies libcurl.
    package static let version: String = {
        // CURLOPT_NOSIGNAL leaves it to us, and OpenSSL writes to sockets that the peer has closed.
        signal(SIGPIPE, SIG_IGN)
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
        return String(cString: curl_version())
    }()

    static func ready() {
        _ = version
    }
}
