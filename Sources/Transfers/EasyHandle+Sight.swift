import CCurl

extension EasyHandle {
    /// When the server's certificate ends, in seconds since 1970. Asked for by `CURLOPT_CERTINFO`.
    var certificateEnd: Int? {
        var place: UnsafeMutableRawPointer?
        codebode_easy_get_pointer(pointer, CURLINFO_CERTINFO, &place)
        guard let chain = place?.load(as: curl_certinfo.self), chain.num_of_certs > 0 else { return nil }
        var line = chain.certinfo?[0]  // the server's own comes first
        while let entry = line?.pointee {
            let text = String(cString: entry.data)
            if text.hasPrefix("Expire date:") { return Self.seconds(String(text.dropFirst("Expire date:".count))) }
            line = entry.next
        }
        return nil
    }

    /// The header `Date` of the answer, in seconds since 1970.
    var date: Int? {
        var header: UnsafeMutablePointer<curl_header>?
        guard curl_easy_header(pointer, "Date", 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK,
            let value = header?.pointee.value
        else { return nil }
        return Self.seconds(String(cString: value))
    }

    private static func seconds(_ date: String) -> Int? {
        let seconds = curl_getdate(date, nil)
        return seconds < 0 ? nil : seconds
    }
}
