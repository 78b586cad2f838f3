import CCurl

extension EasyHandle {
    /// What holds for every transfer of every protocol: no peer that was not asked for, no weak TLS, no waiting for ever.
    /// Redirects, cookies, `.netrc` and content encodings stay off, as they are.
    func setGuards(
        protocols: String, authorities: String?, maxIdle: Duration, connectTimeout: Duration, timeout: Duration
    ) {
        set(CURLOPT_PROTOCOLS_STR, protocols)
        set(CURLOPT_PROXY, "")  // not even from the environment
        set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        // The system's directory would be trusted beside the file, and with one libcurl keeps no authorities in memory:
        // reading them again takes 20 ms of CPU for each connection.
        set(CURLOPT_CAPATH, nil)
        if let authorities { set(CURLOPT_CAINFO, authorities) }
        set(CURLOPT_NOSIGNAL, true)
        set(CURLOPT_QUICK_EXIT, true)  // do not wait for the resolver's thread
        set(CURLOPT_TCP_NODELAY, true)
        set(CURLOPT_MAXAGE_CONN, maxIdle.curlSeconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, connectTimeout.curlMilliseconds)
        set(CURLOPT_TIMEOUT_MS, timeout.curlMilliseconds)
    }
}
